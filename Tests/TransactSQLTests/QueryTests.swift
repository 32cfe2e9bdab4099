import Testing
import TransactSQL

@Suite struct QueryTests {
    static let queries: [(query: String, rows: [[String]])] = [
        ("SELECT TOP 2 name FROM sys.databases ORDER BY database_id DESC", [["Sales"], ["msdb"]]),
        ("SELECT name FROM sys.databases WHERE database_id > 4", [["Sales"]]),
        ("SELECT COUNT(*), MIN(name), MAX(database_id) FROM sys.databases", [["5", "master", "5"]]),
        (
            "SELECT recovery_model_desc, COUNT(*) AS n FROM sys.databases GROUP BY recovery_model_desc HAVING COUNT(*) > 2",
            [["FULL", "3"]]
        ),
        (
            "SELECT d.name, k.symmetric_key_id FROM sys.databases AS d LEFT JOIN master.sys.symmetric_keys k "
                + "ON k.symmetric_key_id = d.database_id + 101 WHERE d.database_id < 3 ORDER BY d.name",
            [["master", "102"], ["tempdb", "NULL"]]
        ),
        ("SELECT a.name FROM sys.databases a, sys.databases b WHERE a.database_id = b.database_id + 4", [["Sales"]]),
        ("SELECT 1 UNION SELECT 1 UNION ALL SELECT 2 ORDER BY 1 DESC", [["2"], ["1"]]),
        ("SELECT 'a' EXCEPT SELECT 'A'", []), ("SELECT 'a' INTERSECT SELECT 'A '", [["a"]]),
        ("SELECT DISTINCT state_desc FROM sys.databases", [["ONLINE"]]),
        (
            "WITH c (n) AS (SELECT name FROM sys.databases), d AS (SELECT n FROM c WHERE n LIKE 'S%') SELECT * FROM d",
            [["Sales"]]
        ),
        (
            "SELECT name FROM sys.databases d WHERE EXISTS (SELECT 1 FROM sys.databases e WHERE e.database_id = "
                + "d.database_id + 1) ORDER BY database_id OFFSET 3 ROWS FETCH NEXT 5 ROWS ONLY",
            [["msdb"]]
        ),
        (
            "SELECT name FROM sys.databases WHERE database_id IN (SELECT MAX(database_id) FROM sys.databases)",
            [["Sales"]]
        ),
        (
            "SELECT name FROM sys.databases WHERE database_id >= ALL (SELECT database_id FROM sys.databases)",
            [["Sales"]]
        ),
        (
            "SELECT (SELECT COUNT(*) FROM sys.databases e WHERE e.database_id < d.database_id) FROM sys.databases d",
            [
                ["0"], ["1"], ["2"], ["3"], ["4"],
            ]
        ),
        ("SELECT x.n * 2 FROM (SELECT 21 AS n) AS x", [["42"]]),
        ("SELECT v.a, v.b FROM (VALUES (1, 'x'), (2, NULL)) AS v (a, b)", [["1", "x"], ["2", "NULL"]]),
        ("SELECT d.* FROM (SELECT 1 AS a, 2 AS b) AS d", [["1", "2"]]),
        (
            "DECLARE @n int, @t varchar(3); SELECT @n = database_id, @t = name FROM sys.databases ORDER BY database_id; "
                + "SELECT @n, @t", [["5", "Sal"]]
        ),
        (
            "DECLARE @t varchar(100) = ''; SELECT @t = @t + name + ',' FROM sys.databases ORDER BY name DESC; SELECT @t",
            [
                ["tempdb,Sales,msdb,model,master,"]
            ]
        ),
        ("SELECT SUM(database_id), AVG(database_id) FROM sys.databases WHERE database_id < 0", [["NULL", "NULL"]]),
        ("SELECT COUNT(DISTINCT recovery_model) FROM sys.databases", [["2"]]),
        (
            "SELECT name FROM sys.databases ORDER BY (CASE name WHEN 'msdb' THEN 0 ELSE 1 END), name OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY",
            [["msdb"]]
        ),
    ]

    @Test(arguments: queries)
    func gives(_ query: String, _ rows: [[String]]) async throws {
        let connection = try await Connection()
        _ = try await connection.run("CREATE DATABASE Sales")
        #expect(try await connection.rows(query) == rows)
    }

    @Test(arguments: [
        ("SELECT x FROM sys.databases", 207),
        ("SELECT d.name FROM sys.databases AS d WHERE sys.databases.name = 'x'", 4104),
        ("SELECT q.name FROM sys.databases d", 4104),
        ("SELECT name FROM sys.databases a, sys.databases b", 209), ("SELECT name, COUNT(*) FROM sys.databases", 8120),
        ("SELECT 1 UNION SELECT 1, 2", 205), ("SELECT name FROM sys.databases ORDER BY 2", 108),
        ("SELECT * FROM nowhere.sys.databases", 208), ("SELECT x.* FROM sys.databases d", 107),
        ("DECLARE @a int; SELECT @a = 1, 2", 141), ("INSERT INTO sys.databases (name) VALUES ('x')", 259),
        ("UPDATE dbo.t SET a = 1", 208), ("DELETE FROM t", 208),
    ])
    func givesAnError(_ query: String, _ number: Int) async throws {
        #expect(try await Connection().errors(query) == [number])
    }

    @Test func hugeProductsAreRefused() async throws {
        let query = "SELECT COUNT(*) FROM sys.messages a, sys.messages b, sys.messages c"
        #expect(try await Connection().errors(query) == [701])
    }

    @Test(arguments: ["'x'", "0x00"])
    func valuesThatGrowWithoutEndAreRefused(_ seed: String) async throws {
        let type = seed == "'x'" ? "nvarchar(max)" : "varbinary(max)"
        let script = "DECLARE @x \(type) = \(seed); WHILE 1 = 1 SET @x = @x + @x"
        #expect(try await Connection().errors(script) == [701])
    }

    @Test func rowsAreCountedUnlessTheyAreNotToBe() async throws {
        let connection = try await Connection()
        #expect(try await connection.run("SELECT 1; SELECT 2 UNION SELECT 3").rowCounts == [1, 2])
        #expect(try await connection.run("SET NOCOUNT ON; SELECT 1; PRINT @@ROWCOUNT").rowCounts == [])
        #expect(try await connection.run("SELECT 1").rowCounts == [])
    }

    @Test func textsRunWithParametersOfTheirOwn() async throws {
        let connection = try await Connection()
        #expect(
            try await connection.rows(
                "DECLARE @r int; EXEC sp_executesql N'SET @y = @x * 2', N'@x int, @y int OUTPUT', @x = 21, @y = @r OUTPUT; SELECT @r"
            ) == [["42"]])
        #expect(
            try await connection.rows("DECLARE @r int = 7; EXEC @r = sp_executesql N'PRINT 1'; SELECT @r") == [["0"]])
        let failed = try await connection.run(
            "DECLARE @r int; EXEC @r = sp_executesql N'DROP MASTER KEY'; PRINT @r")
        #expect(failed.messages.map(\.text).last == "15151")
        #expect(try await connection.errors("EXEC sp_executesql N'PRINT @x', N'@x int'") == [8178])
        #expect(try await connection.errors("EXEC sp_executesql N'PRINT 1', N'@x int', @y = 1") == [8145])
        #expect(try await connection.errors("DECLARE @s nvarchar(100) = N'EXEC(@s)'; EXEC(@s)") == [137])
    }

    @Test func nestingIsBounded() async throws {
        let connection = try await Connection()
        // A text that runs itself: each level doubles the quotation marks, so it is passed on as a parameter.
        let script =
            "DECLARE @s nvarchar(max) = N'EXEC sp_executesql @t, N''@t nvarchar(max)'', @t'; "
            + "EXEC sp_executesql @s, N'@t nvarchar(max)', @s"
        #expect(try await connection.errors(script) == [217])
    }

    @Test func aMissingParameterDoesNotShowTheText() async throws {
        let outcome = try await Connection().run(
            "EXEC sp_executesql N'OPEN MASTER KEY DECRYPTION BY PASSWORD = ''Hunter2''', N'@x int'")
        let message = try #require(outcome.messages.first)
        #expect(message.number == 8178)
        #expect(!message.text.contains("Hunter2"))
    }
}
