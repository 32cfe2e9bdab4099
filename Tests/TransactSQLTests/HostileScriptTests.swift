import Testing

@testable import TransactSQL

/// Scripts that would take more memory or time than anybody has.
@Suite struct HostileScriptTests {
    @Test func bytesDoNotGrowForEver() async throws {
        let script = "DECLARE @b varbinary(max) = CRYPT_GEN_RANDOM(8000); WHILE 1 = 1 SET @b = @b + @b"
        #expect(try await Connection().errors(script) == [701])
    }

    @Test(arguments: ["SELECT * FROM # AS a CROSS JOIN # AS b", "SELECT a.*, a.* FROM # AS a"])
    func columnsDoNotDoubleForEver(_ form: String) async throws {
        let tables = (1...40).map { ", t\($0) AS (\(form.replacing("#", with: "t\($0 - 1)")))" }.joined()
        let script = "WITH t0 AS (SELECT 1 AS x)\(tables) SELECT COUNT(*) FROM t40"
        #expect(try await Connection().errors(script) == [8156])
    }

    @Test func thereAreNotTooManyColumns() async throws {
        let tables = (1...1000).map { "(SELECT * FROM sys.databases WHERE 1 = 0) AS t\($0)" }.joined(separator: ", ")
        #expect(try await Connection().errors("SELECT COUNT(*) FROM \(tables)") == [701])
        let columns = [String](repeating: "d.*", count: 1000).joined(separator: ", ")
        #expect(try await Connection().errors("SELECT \(columns) FROM sys.databases d WHERE 1 = 0") == [701])
    }

    @Test(arguments: ["UNION", "UNION ALL", "EXCEPT", "INTERSECT"])
    func theRowsOfCombinedQueriesAreBounded(_ word: String) async throws {
        var connection = try await Connection()
        connection.options.limits.rows = 7
        let query = "SELECT name FROM sys.databases \(word) SELECT name FROM sys.databases"
        #expect(try await connection.errors(query) == [701])
        connection.options.limits.rows = 8
        #expect(try await connection.errors(query) == [])
    }

    @Test(arguments: [
        "CROSS JOIN sys.databases b", "CROSS APPLY (SELECT name FROM sys.databases) b", ", sys.databases b",
    ])
    func theRowsOfAProductAreBounded(_ join: String) async throws {
        var connection = try await Connection()
        connection.options.limits.rows = 15
        let query = "SELECT a.name FROM sys.databases a \(join)"
        #expect(try await connection.errors(query) == [701])
        connection.options.limits.rows = 16
        #expect(try await connection.errors(query) == [])
    }

    @Test func theBytesOfAResultAreBounded() async throws {
        var connection = try await Connection()
        connection.options.limits.result = 10_000
        let query = "SELECT REPLICATE('x', 3000) FROM sys.databases"
        #expect(try await connection.errors(query) == [701])
        connection.options.limits.result = 20_000
        #expect(try await connection.errors(query) == [])
    }

    @Test(.timeLimit(.minutes(10)))
    func aChainOfTablesThatJoinThemselvesCanBeStopped() async throws {
        let tables = (1...30).map { ", t\($0) AS (SELECT a.x FROM t\($0 - 1) a JOIN t\($0 - 1) b ON a.x = b.x)" }
            .joined()
        let script = "PRINT 'a'; WITH t0 AS (SELECT 1 AS x)\(tables) SELECT COUNT(*) FROM t30"
        let connection = try await Connection()
        let run = Task {
            for try await _ in connection.scripts.execute(script, options: connection.options) {}
        }
        try await Task.sleep(for: .milliseconds(100))
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        // The connection is free again once the query has noticed.
        #expect(try await connection.value("1") == "1")
    }

    static let nested = [
        "CASE # WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 3 END", "CASE WHEN # BETWEEN 0 AND 9 THEN 3 END",
        "CASE WHEN # IN (1, 2, 3) THEN 3 END",
    ]

    @Test(.timeLimit(.minutes(10)), arguments: nested)
    func whatIsComparedSeveralTimesIsCalculatedOnce(_ form: String) async throws {
        let parts = form.split(separator: "#")
        let depth = 40
        let expression =
            String(repeating: String(parts[0]), count: depth) + "3"
            + String(repeating: String(parts[1]), count: depth)
        #expect(try await Connection().value(expression) == "3")
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["CHARINDEX(@n, @t)", "LEN(REPLACE(@t, @n, ''))"])
    func aTextIsSearchedInATimeThatGrowsWithItsLength(_ call: String) async throws {
        let script = """
            DECLARE @n varchar(max) = REPLICATE(CAST('a' AS varchar(max)), 400000) + 'b'
            DECLARE @t varchar(max) = REPLICATE(CAST('a' AS varchar(max)), 800000)
            PRINT \(call)
            """
        #expect(try await Connection().run(script).printed.count == 1)
    }

    @Test func theFormOfAMessageIsBounded() async throws {
        let script =
            "DECLARE @f varchar(max) = REPLICATE('%8000d', 1300); SET @f = @f + @f; PRINT LEN(FORMATMESSAGE(@f, 1))"
        let printed = try #require(try await Connection().run(script).printed.first.flatMap { Int($0) })
        #expect(printed < 3_000_000)
    }
}
