extension SQLValue {
    /// How many bytes a value may have at most, of text in UTF-8. A server stops at 2 GiB; a script is not trusted here, and
    /// a loop doubles a text with every turn.
    static let mostBytes = 16 << 20

    /// About how many bytes of memory the value takes.
    var size: Int {
        switch self {
        case .text(let text): 16 + text.utf8.count
        case .binary(let bytes): 16 + bytes.count
        default: 16
        }
    }

    /// The value, if it is no larger than a value may be.
    ///
    /// - Throws: ``StatementFailure`` 701 when it is.
    func bounded() throws -> SQLValue {
        guard size <= 16 + Self.mostBytes else { throw StatementFailure.outOfMemory }
        return self
    }

    /// The texts in a row, with a separator between them.
    ///
    /// - Throws: ``StatementFailure`` 701 as soon as the result is larger than a value may be.
    static func joining(_ texts: some Sequence<String>, separator: String = "") throws -> SQLValue {
        var result = ""
        for (index, text) in texts.enumerated() {
            if index > 0 { result += separator }
            result += text
            guard result.utf8.count <= mostBytes else { throw StatementFailure.outOfMemory }
        }
        return .text(result)
    }
}

extension StatementFailure {
    /// A statement asks for more than this model gives one.
    static var outOfMemory: StatementFailure { StatementFailure(701, "default").endingBatch }
}
