import Testing
import TransactSQLSyntax

/// How operators bind: each text says the same as the one with all parentheses, and the tree is printed with as few as
/// it needs.
@Suite struct ExpressionTests {
    @Test(arguments: [
        ("a + b * c", "a + (b * c)", "a + b * c"),
        ("a - b - c", "(a - b) - c", "a - b - c"),
        ("a - (b - c)", "a - (b - c)", "a - (b - c)"),
        ("a / b * c % d", "((a / b) * c) % d", "a / b * c % d"),
        ("a & b + c | d ^ e", "(((a & b) + c) | d) ^ e", "a & b + c | d ^ e"),
        // Documented for SQL Server: a sign comes after multiplication.
        ("-a / -b * c", "-(a / (-(b * c)))", "-a / -b * c"),
        ("(-a) * b", "(-a) * b", "(-a) * b"),
        ("- -a", "-(-a)", "- -a"),
        ("a * -b + -c - - -d", "((a * (-b)) + (-c)) - (-(-d))", "a * -b + -c - - -d"),
        ("a * (-b) * c", "(a * (-b)) * c", "a * (-b) * c"),
        ("~-a * b", "~(-(a * b))", "~-a * b"),
        ("~(-a) * b", "(~(-a)) * b", "~(-a) * b"),
        ("(-a) COLLATE c", "((-a)) COLLATE c", "(-a) COLLATE c"),
        ("~a * b", "(~a) * b", "~a * b"),
        ("a + b COLLATE c", "a + (b COLLATE c)", "a + b COLLATE c"),
        (
            "CASE a WHEN 1 THEN b ELSE c END + d", "(CASE a WHEN 1 THEN b ELSE c END) + d",
            "CASE a WHEN 1 THEN b ELSE c END + d"
        ),
        ("2147483648 + 2147483647", "(2147483648) + (2147483647)", "2147483648 + 2147483647"),
    ])
    func operatorsBindAsDocumented(_ text: String, _ enclosed: String, _ canonical: String) throws {
        let batch = try Batch(parsing: "PRINT " + text)
        #expect(try Batch(parsing: "PRINT " + enclosed) == batch)
        #expect(batch.formatted() == "PRINT \(canonical);\n")
    }

    @Test(arguments: [
        ("a = 1 OR b = 2 AND NOT c = 3", "(a = 1) OR ((b = 2) AND (NOT (c = 3)))", "a = 1 OR b = 2 AND NOT c = 3"),
        ("(a = 1 OR b = 2) AND c = 3", "((a = 1) OR (b = 2)) AND c = 3", "(a = 1 OR b = 2) AND c = 3"),
        ("NOT (a = 1 AND b = 2)", "NOT ((a = 1) AND (b = 2))", "NOT (a = 1 AND b = 2)"),
        ("a + 1 BETWEEN b AND c AND d = 1", "((a + 1) BETWEEN b AND c) AND (d = 1)", "a + 1 BETWEEN b AND c AND d = 1"),
        ("(a + 1) * 2 NOT IN (1, 2)", "(((a + 1) * 2)) NOT IN ((1), (2))", "(a + 1) * 2 NOT IN (1, 2)"),
        ("a NOT LIKE b + '%' ESCAPE '!'", "(a) NOT LIKE (b + '%') ESCAPE ('!')", "a NOT LIKE b + '%' ESCAPE '!'"),
        ("a IS NOT NULL AND b IS NULL", "(a IS NOT NULL) AND (b IS NULL)", "a IS NOT NULL AND b IS NULL"),
        ("a = ALL (SELECT 1)", "(a) = ALL (SELECT 1)", "a = ALL (SELECT 1)"),
        ("(SELECT 1) >= SOME (SELECT 2)", "((SELECT 1)) >= ANY (SELECT 2)", "(SELECT 1) >= ANY (SELECT 2)"),
    ])
    func conditionsBindAsDocumented(_ text: String, _ enclosed: String, _ canonical: String) throws {
        let batch = try Batch(parsing: "IF \(text) REVERT")
        #expect(try Batch(parsing: "IF (\(enclosed)) REVERT") == batch)
        #expect(batch.formatted() == "IF \(canonical)\n    REVERT;\n")
    }

    @Test func constantsHaveTheirTypes() throws {
        let values: [Literal] = [
            .integer(.max), .decimal("2147483648"), .decimal("1.50"), .float("1E-3"), .money("2.5"),
            .binary([0x0A, 0xBC]), .null,
            .string(StringLiteral("it's")), .string(StringLiteral("é", isNational: true)),
        ]
        let text = "SELECT 2147483647, 2147483648, 1.50, 1E-3, $2.5, 0xABC, NULL, 'it''s', N'é'"
        let items = values.map { SelectItem.value(.literal($0), alias: nil) }
        let query = Query(body: .select(Selection(items: items)))
        #expect(try Batch(parsing: text) == Batch([Statement(.select(SelectStatement(query: query)))]))
    }

    @Test func namesKeepTheirPartsAndLoseTheirDelimiters() throws {
        let names: [(String, QualifiedName)] = [
            ("a.[b c].\"d\"\"e\"", QualifiedName("d\"e", in: ["a", "b c"])),
            ("a..b", QualifiedName("b", in: ["a", ""])),
            ("[a]]b] . c", QualifiedName("c", in: ["a]b"])),
            ("s...t", QualifiedName("t", in: ["s", "", ""])), ("[$a].[$b]", QualifiedName("$b", in: ["$a"])),
        ]
        for (text, name) in names {
            let batch = try Batch(parsing: "PRINT " + text)
            #expect(batch.statements.map(\.kind) == [.print(.column(name))])
            #expect(try Batch(parsing: batch.formatted()) == batch)
        }
    }
}
