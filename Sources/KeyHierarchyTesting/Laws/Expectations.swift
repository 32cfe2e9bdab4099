/// What a law expected and did not find. ``lawfully(_:_:)`` makes it a ``LawViolation``, since it knows the law.
struct UnmetExpectation: Error {
    let expected: String
    let found: String

    /// Records can be long: this much of one tells which it is.
    private static let limit = 400

    init(expected: String, found: String) {
        self.expected = Self.shortened(expected)
        self.found = Self.shortened(found)
    }

    private static func shortened(_ text: String) -> String {
        text.count <= limit ? text : "\(text.prefix(limit))…"
    }
}

/// Expects a value to be the given one.
func expect<Value: Equatable>(_ what: String, _ found: Value, is expected: Value) throws(UnmetExpectation) {
    guard found == expected else {
        throw UnmetExpectation(expected: "\(what): \(expected)", found: "\(found)")
    }
}

/// Expects something to hold; `found` says what holds instead.
func expect(
    _ what: String,
    _ condition: Bool,
    found: @autoclosure () -> String = "It is not so."
) throws(UnmetExpectation) {
    guard condition else { throw UnmetExpectation(expected: what, found: found()) }
}

/// Expects an operation to throw, and returns the error.
@discardableResult
func expectError<Result: ~Copyable>(_ what: String, _ operation: () async throws -> Result) async throws -> any Error {
    do {
        _ = try await operation()
    } catch {
        return error
    }
    throw UnmetExpectation(expected: "an error: \(what)", found: "It succeeded.")
}

/// Checks a law; whatever goes wrong is told with its name.
nonisolated(nonsending) func lawfully(
    _ law: String,
    _ check: nonisolated(nonsending) () async throws -> Void
) async throws(LawViolation) {
    do {
        try await check()
    } catch let unmet as UnmetExpectation {
        throw LawViolation(law: law, expected: unmet.expected, found: unmet.found, cause: nil)
    } catch {
        throw LawViolation(law: law, expected: "no error", found: "\(error)", cause: error)
    }
}
