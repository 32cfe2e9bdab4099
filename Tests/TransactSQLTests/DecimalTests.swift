import Testing

@testable import TransactSQL

/// Numbers whose digits behind the point are counted, as SELECT shows them.
@Suite struct DecimalTests {
    static let values: [(expression: String, value: String)] = [
        // The digits behind the point stay.
        ("CAST(1.50 AS decimal(5,2))", "1.50"), ("1.50", "1.50"), ("-0.5", "-0.5"), (".5", "0.5"), ("0.00", "0.00"),
        ("CAST(1 AS decimal(5,2))", "1.00"), ("CAST('1.239' AS decimal(5,2))", "1.24"), ("CAST(7 AS numeric)", "7"),
        ("CAST(1.005 AS decimal(5,2))", "1.01"), ("CAST(-1.005 AS decimal(5,2))", "-1.01"),
        ("3000000000", "3000000000"),
        ("CAST(1.50 AS varchar(10))", "1.50"), ("CAST(1.9 AS int)", "1"), ("CAST(-1.9 AS int)", "-1"),
        ("CAST(12.5E0 AS decimal(9,3))", "12.500"), ("CAST(1E-5 AS decimal(9,4))", "0.0000"),
        ("CAST(1.5E20 AS decimal(38,1))", "150000000000000000000.0"), ("DATALENGTH(CAST(1 AS decimal(20,0)))", "13"),
        // Money has four, and two of them as text.
        ("$1.5", "1.5000"), ("CAST(1.5 AS money)", "1.5000"), ("CAST('$1,234.56' AS money)", "1234.5600"),
        ("CAST('' AS money)", "0.0000"), ("CAST(-1234.567 AS smallmoney)", "-1234.5670"), ("$10 / 3", "3.3333"),
        ("$1.5 * 2", "3.0000"), ("$2 * $1.00005", "2.0002"), ("CONVERT(varchar(20), $1234.5)", "1234.50"),
        ("CONVERT(varchar(20), -$1234567.895, 1)", "-1,234,567.90"), ("CONVERT(varchar(20), $1234.5, 2)", "1234.5000"),
        ("CONVERT(varchar(20), -$123, 1)", "-123.00"), ("'a' + CAST($1.5 AS varchar(9))", "a1.50"),
        // Results of operators: "Precision, scale, and length".
        ("1.50 + 2", "3.50"), ("0.1 + 0.20", "0.30"), ("1.5 - 2.25", "-0.75"), ("1.5 * 2.25", "3.375"),
        ("5.0 / 2", "2.500000"), ("1.0 / 3", "0.333333"), ("2.0 / 3", "0.666666"), ("-2.0 / 3", "-0.666666"),
        ("5.5 % 2", "1.5"), ("-5.5 % 2", "-1.5"), ("1.00 / 3", "0.333333"), ("1.0000000 / 3", "0.333333333"),
        ("-1.50", "-1.50"), ("CAST(1 AS decimal(38,10)) / 3", "0.3333333333"), ("1 / 3.0", "0.333333"),
        ("CAST(10 AS decimal(38,0)) * CAST(10 AS decimal(38,0))", "100"),
        ("CAST(1.5 AS decimal(38,20)) * CAST(2 AS decimal(38,20))", "3.000000"),
        ("99999999999999999999999999999999999999 - 1", "99999999999999999999999999999999999998"),
        ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
        // A column has one count for all its values.
        ("CASE WHEN 1 = 1 THEN 1.5 ELSE 2.25 END", "1.50"), ("COALESCE(NULL, 1.5, 2.25)", "1.50"),
        ("ISNULL(1.5, 2)", "1.5"),
        ("IIF(1.50 = 1.5, 1, 0)", "1"), ("IIF(1.5 < 1.51, 1, 0)", "1"), ("IIF(-1.5 < -1.4, 1, 0)", "1"),
        ("IIF('1.50' = 1.5, 1, 0)", "1"), ("IIF(1.5 = $1.5, 1, 0)", "1"),
        // Functions.
        ("ROUND(1.255, 2)", "1.260"), ("ROUND(-1.255, 2)", "-1.260"), ("ROUND(1.259, 2, 1)", "1.250"),
        ("ROUND(1255.0, -2)", "1300.0"), ("ROUND(1255, -2)", "1300"), ("ROUND(1.5E0, 0)", "2"), ("ROUND(44, -3)", "0"),
        ("FLOOR(-1.5)", "-2"), ("FLOOR(1.5)", "1"), ("CEILING(1.2)", "2"), ("CEILING(-1.2)", "-1"),
        ("FLOOR($1.5)", "1.0000"),
        ("CEILING(2.0)", "2"), ("ABS(-1.50)", "1.50"), ("SIGN(-0.1)", "-1"), ("ROUND(NULL, 1)", "NULL"),
    ]

    @Test(arguments: values)
    func printsItsDigits(_ expression: String, _ value: String) async throws {
        #expect(try await Connection().value(expression) == value)
    }

    @Test(arguments: [
        ("CAST(1000 AS decimal(3,0))", 8115), ("CAST(999.5 AS decimal(3,0))", 8115),
        ("CAST('x' AS decimal(5,2))", 8114),
        ("CAST('x' AS money)", 235), ("CAST(1E38 AS decimal(38,0))", 8115), ("1.0 / 0", 8134), ("1.0 % 0.0", 8134),
        ("CAST(1 AS decimal(39,0))", 2750), ("CAST(1 AS decimal(3,4))", 2751), ("CAST(1 AS decimal(0))", 1001),
        ("999999999999999999999999999999999999999", 1007), ("CAST('922337203685477.5808' AS money)", 8115),
        ("CAST(99999999999999999999999999999999999999 AS decimal(38,0)) * 10", 8115), ("1.5 & 1", 402),
    ])
    func givesAnError(_ expression: String, _ number: Int) async throws {
        #expect(try await Connection().errors("SELECT \(expression)") == [number])
    }

    @Test(arguments: ["decimal(38,4)", "decimal(38,0)", "money", "decimal(5,2)"])
    func aNumberThatGrowsWithoutEndIsRefused(_ type: String) async throws {
        #expect(try await Connection().errors("DECLARE @d \(type) = 2; WHILE 1 = 1 SET @d = @d * @d") == [8115])
    }

    @Test func sumsAndAveragesHaveTheirOwnDigits() async throws {
        let rows = try await Connection().rows(
            "SELECT SUM(x), AVG(x), MAX(x), COUNT(DISTINCT x) FROM (VALUES (1.50), (2.25), (1.5)) AS v (x)")
        #expect(rows == [["5.25", "1.750000", "2.25", "2"]])
    }

    @Test func typesSayHowManyDigitsThereAre() async throws {
        let result = try await Connection().run(
            "DECLARE @i int = 2, @d decimal(10,3) = 1; SELECT 1.50, @d + @i, @d * @d, @d / @i, $1, CAST(1 AS numeric)"
        ).results.first
        #expect(
            result?.columns.map(\.type.description) == [
                "decimal(3,2)", "decimal(14,3)", "decimal(21,6)", "decimal(21,14)", "money", "decimal(18,0)",
            ])
    }

    @Test func equalNumbersAreOneWhateverTheirDigits() throws {
        let numbers = try ["1.5", "1.50", "1.500", "-1.5", "15", "0", "0.000", "-0.0"].map {
            try #require(SQLDecimal($0))
        }
        #expect(Set(numbers).map(\.description).count == 4)
        #expect(numbers[0] == numbers[2] && numbers[0] > numbers[3] && numbers[4] > numbers[0])
    }
}
