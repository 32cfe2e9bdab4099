import Testing
import TransactSQLSyntax

/// Text that nobody meant: it is refused or read, and never more than that.
@Suite struct HostileTextTests {
    @Test func theParserSurvivesTheLossOfAnyToken() throws {
        for text in try ScriptTests.texts() {
            let bytes = Array(text.utf8)
            for token in Self.tokens(of: bytes) {
                var rest = bytes
                rest.removeSubrange(token)
                Self.readsOrRefuses(rest)
            }
        }
    }

    @Test func theParserSurvivesAnEarlyEnd() throws {
        for text in try ScriptTests.texts() {
            let bytes = Array(text.utf8)
            for end in stride(from: 0, to: bytes.count, by: 7) {
                Self.readsOrRefuses(Array(bytes[..<end]))
            }
        }
    }

    @Test func theParserSurvivesTokensInAnyOrder() throws {
        let words = try ScriptTests.texts().flatMap { text in
            let bytes = Array(text.utf8)
            return Self.tokens(of: bytes).map { Array(bytes[$0]) }
        }
        var random = SplitMix64(state: 1)
        for _ in 0..<3000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                text += words[Int.random(in: words.indices, using: &random)] + [UInt8(ascii: " ")]
            }
            Self.readsOrRefuses(text)
        }
    }

    @Test func theParserSurvivesAnyBytes() {
        var random = SplitMix64(state: 2)
        for _ in 0..<3000 {
            let count = Int.random(in: 0...64, using: &random)
            Self.readsOrRefuses((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    /// So much that calls within calls would overflow a stack of 8 MiB.
    static let depth = 20_000

    @Test func aHundredThousandParenthesesAreRefused() throws {
        let error = #expect(throws: SyntaxError.self) {
            _ = try Batch(parsing: "PRINT " + String(repeating: "(", count: 100_000))
        }
        #expect(error?.number == 191)
    }

    @Test(arguments: [
        ("PRINT ", "(", "1", ")"),
        ("PRINT ", "-(", "1", ")"),
        ("PRINT ", "~", "1", ""),
        ("PRINT ", "- ", "1", ""),
        ("PRINT 1", " + 1", "", ""),
        ("PRINT 1", " * 1", "", ""),
        ("PRINT a", " COLLATE b", "", ""),
        ("PRINT ", "f(", "1", ")"),
        ("PRINT ", "CASE WHEN 1 = 1 THEN ", "1", " END"),
        ("PRINT ", "CAST(", "1", " AS int)"),
        ("PRINT ", "(SELECT ", "1", ")"),
        ("IF ", "(", "1 = 1", ")"),
        ("IF ", "NOT ", "1 = 1", " REVERT"),
        ("IF 1 = 1", " AND 1 = 1", "", ""),
        ("IF 1 = 1", " OR 1 = 1", "", ""),
        ("IF ", "EXISTS (SELECT 1 WHERE ", "1 = 1", ")"),
        ("", "IF 1 = 1 ", "REVERT", ""),
        ("", "WHILE 1 = 1 ", "REVERT", ""),
        ("", "BEGIN ", "REVERT", " END"),
        ("", "BEGIN TRY ", "REVERT", " END TRY BEGIN CATCH END CATCH"),
        ("IF 1 = 1 REVERT", " ELSE IF 1 = 1 REVERT", "", ""),
        ("SELECT 1 FROM ", "(", "t", ")"),
        ("SELECT 1 FROM t", " CROSS JOIN t", "", ""),
        ("SELECT 1 FROM t", " JOIN t", "", " ON 1 = 1"),
        ("SELECT 1 FROM ", "(SELECT 1 AS a FROM ", "t", ") AS t"),
        ("SELECT 1", " UNION SELECT 1", "", ""),
        ("SELECT 1", " INTERSECT SELECT 1", "", ""),
        ("", "(", "SELECT 1", ")"),
        ("EXEC ('a'", " + 'a'", "", ")"),
    ])
    func deepNestingIsRefused(_ head: String, _ opening: String, _ middle: String, _ closing: String) throws {
        let error = #expect(throws: SyntaxError.self) {
            _ = try Batch(
                parsing: head + String(repeating: opening, count: Self.depth) + middle
                    + String(repeating: closing, count: Self.depth)
            )
        }
        #expect(error?.number == 191)
    }

    @Test(arguments: [
        ("PRINT ", "(1 + ", "1", ")", 198),
        ("PRINT ", "f(1, ", "1 + 1", ")", 198),
        ("PRINT ", "CASE WHEN NOT a = 1 THEN ", "1 + 1", " END", 196),
        ("PRINT 1", " + 1", "", "", 999),
        ("IF a = 1", " OR a = 1", "", " REVERT", 998),
        ("", "IF (a = 1 OR b = 2) AND c = 3 BEGIN ", "REVERT", " END", 98),
        ("", "BEGIN TRY ", "REVERT", " END TRY BEGIN CATCH END CATCH", 198),
        ("SELECT 1 FROM t", " CROSS JOIN t", "", "", 998),
        ("SELECT 1", " UNION SELECT 1", "", "", 999),
        ("PRINT ", "- ", "a", "", 198),
        ("PRINT ", "~-", "a", "", 99),
        ("PRINT ", "a * -", "a", "", 198),
        ("SELECT 1 FROM t", " JOIN t", "", " ON 1 = 1", 197),
        ("PRINT ", "(SELECT ", "1 + 1", ")", 98),
    ])
    func nestingUpToTheLimitIsReadPrintedComparedAndHashed(
        _ head: String,
        _ opening: String,
        _ middle: String,
        _ closing: String,
        _ depth: Int
    ) throws {
        func text(_ depth: Int) -> String {
            head + String(repeating: opening, count: depth) + middle
                + String(repeating: closing, count: closing == " REVERT" ? 1 : depth)
        }
        let batch = try Batch(parsing: text(depth))
        #expect(try Batch(parsing: batch.formatted()) == batch)
        #expect(try Batch(parsing: text(depth)).hashValue == batch.hashValue)
        #expect(throws: SyntaxError.self) { _ = try Batch(parsing: text(depth + 3)) }
    }

    @Test func manySmallExpressionsAreNotDeep() throws {
        let list = Array(repeating: "a + b * -c", count: 5000).joined(separator: ", ")
        #expect(try Batch(parsing: "SELECT \(list)").statements.count == 1)
        let statements = String(repeating: "IF a = 1 BEGIN PRINT 1 + 2 END; ", count: 5000)
        #expect(try Batch(parsing: statements).statements.count == 5000)
    }

    @Test func longTextTakesTimeInProportion() throws {
        let part = "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'; /* a */ SELECT a, b FROM t WHERE c = 1;\n"
        for text in [
            String(repeating: part, count: 20_000),
            "PRINT '" + String(repeating: "''", count: 500_000) + "'",
            String(repeating: "/*", count: 500_000) + String(repeating: "*/", count: 500_000),
            String(repeating: ";", count: 1_000_000) + "p",
            "SELECT " + String(repeating: "a,", count: 500_000) + "a",
        ] {
            _ = try Batch(parsing: text)
        }
    }

    // MARK: Helpers

    /// Reads a text; if that succeeds, what is printed must be read as the same.
    static func readsOrRefuses(_ text: [UInt8]) {
        guard let batch = try? Batch(parsing: text.span) else {
            return
        }
        let printed = batch.formatted()
        let again = try? Batch(parsing: printed)
        #expect(again == batch, "\(String(decoding: text, as: UTF8.self))\n---\n\(printed)")
    }

    /// Where tokens are, roughly: words, strings, and single other characters.
    static func tokens(of bytes: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        func isWord(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") || Unicode.Scalar(byte).properties.isAlphabetic
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        while start < bytes.count {
            var end = start + 1
            if bytes[start] == UInt8(ascii: "'") {
                end = (bytes[end...].firstIndex(of: UInt8(ascii: "'")) ?? bytes.count - 1) + 1
            } else {
                while isWord(bytes[start]), end < bytes.count, isWord(bytes[end]) {
                    end += 1
                }
            }
            if bytes[start] > UInt8(ascii: " ") {
                result.append(start..<end)
            }
            start = end
        }
        return result
    }
}

/// A random number generator whose numbers are the same in every run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
