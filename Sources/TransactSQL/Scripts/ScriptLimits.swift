/// How large what a script makes may become: a product of views grows fast, and a script is not trusted.
struct ScriptLimits: Sendable {
    /// The bytes of a batch, with the values of its variables. A server takes 65,536 packets, which may be longer.
    var batch = 64 << 20
    /// The rows that an intermediate result may have at most.
    var rows = 1_000_000
    /// The columns that an intermediate result may have at most: SQL Server's limit for a select list.
    var columns = 4096
    /// The bytes that the values of a result may have at most. What a script makes of a row may be as large as a value.
    var result = 512 << 20

    /// Throws ``ScriptError/Code-swift.struct/batchTooLong`` when a batch has too many bytes.
    ///
    /// - Parameters:
    ///   - count: The bytes that it has at least.
    ///   - line: The line of the script to point at.
    func requireBatch(_ count: Int, fileLine line: @autoclosure () -> Int) throws(ScriptError) {
        guard count <= batch else {
            throw ScriptError(
                .batchTooLong, fileLine: line(), "A batch may have \(batch >> 20) MiB; this one has more.")
        }
    }

    /// Throws when an intermediate result has too many rows.
    func requireRows(_ count: Int) throws {
        guard count <= rows else { throw StatementFailure.outOfMemory }
    }

    /// Throws when an intermediate result has too many columns. A few expressions that name each other twice could double
    /// them each time.
    func requireColumns(_ count: Int) throws {
        guard count <= columns else { throw StatementFailure.outOfMemory }
    }

    /// Throws when the values of a result take too many bytes.
    func requireResult(_ count: Int) throws {
        guard count <= result else { throw StatementFailure.outOfMemory }
    }
}
