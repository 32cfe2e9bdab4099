import Testing

@testable import TransactSQL

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
        ("SELECT TOP 1 WITH TIES n FROM (VALUES (1), (2), (1)) AS v (n) ORDER BY n", [["1"], ["1"]]),
        (
            "SELECT TOP 50 PERCENT WITH TIES n FROM (VALUES (1), (2), (2), (3)) AS v (n) ORDER BY n",
            [["1"], ["2"], ["2"]]
        ),
        ("SELECT TOP 0 WITH TIES n FROM (VALUES (1), (2)) AS v (n) ORDER BY n", []),
        ("DECLARE @n int; SET @n = COUNT(*); SELECT @n", [["1"]]),
        (
            "SELECT d.name FROM sys.databases d WHERE 5 = (SELECT COUNT(*) FROM sys.databases) AND d.database_id = 1",
            [["master"]]
        ),
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
        ("SELECT name FROM sys.databases WHERE COUNT(*) > 1", 147), ("SELECT SUM(COUNT(*)) FROM sys.databases", 130),
        ("SELECT MAX((SELECT 1)) FROM sys.databases", 130), ("SELECT 1 FROM sys.databases GROUP BY COUNT(*)", 144),
        ("SELECT a.name FROM sys.databases a JOIN sys.databases b ON COUNT(*) = 1", 1015),
        ("SELECT 1 AS a UNION SELECT 2 ORDER BY COUNT(*)", 104),
        ("SELECT TOP 1 WITH TIES name FROM sys.databases", 1062),
        ("SELECT * FROM (SELECT 1 AS a, 2 AS A) AS d", 8156), ("SELECT * FROM (SELECT 1 AS a, 2) AS d", 8155),
        ("WITH c AS (SELECT name, name FROM sys.databases) SELECT * FROM c", 8156),
        ("SELECT * FROM (VALUES (1, 2)) AS v (a, A)", 8156),
        ("DECLARE @a int; SELECT @a = 1, 2", 141), ("INSERT INTO sys.databases (name) VALUES ('x')", 259),
        ("UPDATE dbo.t SET a = 1", 208), ("DELETE FROM t", 208),
    ])
    func givesAnError(_ query: String, _ number: Int) async throws {
        #expect(try await Connection().errors(query) == [number])
    }

    @Test(arguments: [
        ("SELECT name FROM sys.databases FOR JSON AUTO", "FOR JSON"), ("SELECT 1 OPTION (RECOMPILE)", "OPTION"),
        ("SELECT ROW_NUMBER() OVER (ORDER BY name) FROM sys.databases", "ROW_NUMBER (…) OVER"),
        ("SELECT STRING_AGG(name, ',') WITHIN GROUP (ORDER BY name) FROM sys.databases", "STRING_AGG (…) WITHIN GROUP"),
        ("SELECT GETDATE() AT TIME ZONE 'UTC'", "AT TIME ZONE"), ("SELECT TRIM('x' FROM 'xax')", "TRIM (… FROM …)"),
        ("SELECT * FROM sys.databases PIVOT (COUNT(name) FOR name IN (a)) AS p", "PIVOT"),
        ("SELECT state, COUNT(*) FROM sys.databases GROUP BY state WITH ROLLUP", "WITH ROLLUP"),
        ("DECLARE @t TABLE (a int)", "DECLARE TABLE"),
        ("CREATE TABLE #t (a int)", "CREATE TABLE"), ("SELECT 1 AS a INTO #t", "SELECT … INTO"),
        ("EXEC xp_cmdshell 'dir'", "xp_cmdshell"), ("EXEC sp_MSforeachdb 'PRINT 1'", "sp_MSforeachdb"),
    ])
    func refusalsNameTheCulprit(_ statement: String, _ name: String) async throws {
        #expect(try await Connection().run(statement).unmodelled.map(\.name) == [name])
    }

    @Test func hugeProductsAreRefused() async throws {
        var connection = try await Connection()
        connection.options.limits.rows = 50_000
        let query = "SELECT COUNT(*) FROM sys.messages a, sys.messages b, sys.messages c"
        #expect(try await connection.errors(query) == [701])
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
