import Testing

@testable import TransactSQLSyntax

/// What is shown of a line with an error in it, and what is not.
@Suite struct SourceExcerptTests {
    /// A batch, a line and a column in it, and the line as it is shown with the place as `|`.
    static let table: [(String, Int, Int, String)] = [
        ("SELECT 1 FROM", 1, 10, "SELECT 1 |FROM"),
        ("a\nb\nc", 2, 1, "|b"),
        ("a\r\nbc\r\nd", 2, 2, "b|c"),
        ("PASWORD = 'secret'", 1, 1, "|PASWORD = '…'"),
        ("x = 'secret' y", 1, 14, "x = '…' |y"),
        ("x = N'sec''ret' y", 1, 17, "x = N'…' |y"),
        ("x = \"secret\" y", 1, 14, "x = \"…\" |y"),
        ("x = 'secret", 1, 5, "x = |'…"),
        ("x = 'secret\nsecret' y", 2, 9, "…' |y"),
        ("x = 'secret\nsecret\nsecret' y", 2, 3, "|…"),
        ("x = 0xABCDEF0123 y", 1, 18, "x = 0x… |y"),
        ("a -- 'secret", 1, 1, "|a "),
        ("a -- 'secret\nb", 2, 1, "|b"),
        ("a /* secret /* secret */ secret */ b", 1, 36, "a  |b"),
        ("/*/ secret */ b", 1, 15, " |b"),
        ("/* secret\nsecret */ b 'x'", 2, 11, " |b '…'"),
        ("x = 'it'secret' y", 1, 1, "|x = '…'…"),
        ("x = \"it\"-secret y", 1, 1, "|x = \"…\"…"),
        ("x = ('a''b'), 'c';", 1, 1, "|x = ('…'), '…';"),
        ("PASSWORD = secret more of it", 1, 1, "|PASSWORD = …"),
        ("PASSWORD = [secret more of it", 1, 12, "PASSWORD = |[…"),
        ("SECRET = secret-x'\n'", 1, 1, "|SECRET = …"),
        ("\"dbo\".\"t\" x", 1, 10, "\"…\".\"…\"| x"),
        ("a /* secret", 1, 3, "a |/…"),
        ("a /* secret\nsecret", 2, 3, "|…"),
        ("[it] - 1 - -2 / 3 * 4", 1, 10, "[it] - 1 |- -2 / 3 * 4"),
        ("\t名 x", 1, 4, "\t名 |x"),
        ("e\u{301} x", 1, 4, "e\u{301} |x"),
        ("a", 1, 99, "a|"),
    ]

    @Test(arguments: table.indices) func literalsAndCommentsAreLeftOut(index: Int) throws {
        let (batch, line, column, shown) = Self.table[index]
        let excerpt = try #require(SourceExcerpt(of: batch, line: line, column: column))
        #expect(excerpt.text.prefix(excerpt.offset) + "|" + excerpt.text.dropFirst(excerpt.offset) == shown)
        #expect(!excerpt.text.contains("secret"))
    }

    @Test func thereIsNothingToShowOfALineThatIsNotThereOrThatNobodyCouldRead() {
        #expect(SourceExcerpt(of: "a", line: 2, column: 1) == nil)
        #expect(SourceExcerpt(of: String(repeating: "x ", count: 500), line: 1, column: 5) == nil)
        #expect(SourceExcerpt(of: "a\n", line: 2, column: 1) == nil)
        #expect(SourceExcerpt(of: "", line: 0, column: 0) == nil)
    }
}
