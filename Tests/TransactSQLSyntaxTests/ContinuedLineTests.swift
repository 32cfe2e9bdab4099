import Testing
import TransactSQLSyntax

/// A backslash at the end of a line within a literal, which goes on in the next one.
@Suite struct ContinuedLineTests {
    private func literal(_ text: String) throws -> Literal? {
        let batch = try Batch(parsing: "PRINT \(text)")
        guard case .print(.literal(let literal))? = batch.statements.first?.kind else { return nil }
        // What is printed means the same.
        #expect(try Batch(parsing: batch.formatted()) == batch)
        return literal
    }

    @Test(arguments: [
        ("'one\\\ntwo'", "onetwo"), ("N'one\\\r\ntwo'", "onetwo"), ("'one\\ \ntwo'", "one\\ \ntwo"), ("'a\\b'", "a\\b"),
        ("'a\\\\\n\nb'", "a\\\nb"), ("'a\\\\\r\n\r\nb'", "a\\\r\nb"), ("'a''\\\n''b'", "a''b"), ("'\\\n\\\n'", ""),
    ])
    func isNotPartOfAString(_ text: String, _ value: String) throws {
        guard case .string(let string)? = try literal(text) else {
            Issue.record("It is no string.")
            return
        }
        #expect(string.value == value)
    }

    @Test(arguments: ["0x41\\\n42", "0x4\\\r\n142", "0x\\\n4142"]) func isNotPartOfBytes(_ text: String) throws {
        #expect(try literal(text) == .binary([0x41, 0x42]))
    }

    @Test func countsAsALine() throws {
        let error = try #require(throws: SyntaxError.self) { try Batch(parsing: "PRINT 0x41\\\n42\nDROP MASTER KEYS") }
        #expect(error.line == 3)
    }
}
