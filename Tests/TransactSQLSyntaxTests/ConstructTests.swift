import Testing
import TransactSQLSyntax

/// Constructs of valid statements that the tree has no place for.
@Suite struct ConstructTests {
    @Test(arguments: [
        ("SELECT CAST(x AS xml).value('(/a)[1]', 'int') FROM t", "a method of an expression"),
        ("SELECT CONVERT(xml, x).query('/a') AS y FROM t", "a method of an expression"),
        ("SELECT 1 FROM t WHERE (x).value('/a', 'int') = 1", "a method of an expression"),
        ("SELECT * FROM sys.fn_get_audit_file('x', DEFAULT, DEFAULT)", "FN_GET_AUDIT_FILE (… DEFAULT …)"),
        ("SELECT dbo.f(1, DEFAULT)", "F (… DEFAULT …)"),
        ("SELECT * FROM ::fn_trace_getinfo(1)", ":: before a function"),
        ("SELECT TRIM(LEADING 'x' FROM y) FROM t", "TRIM (LEADING …)"),
        ("SELECT LAST_VALUE(a) IGNORE NULLS OVER (ORDER BY b) FROM t", "LAST_VALUE (…) OVER"),
        ("SELECT JSON_OBJECT('a':1)", "JSON_OBJECT (… : …)"),
        ("SELECT JSON_ARRAY(1, a NULL ON NULL) FROM t", "JSON_ARRAY (… NULL …)"),
        ("SELECT JSON_ARRAY(a ABSENT ON NULL) FROM t", "JSON_ARRAY (… ABSENT …)"),
        ("SELECT JSON_ARRAYAGG(a ORDER BY b) FROM t", "JSON_ARRAYAGG (… ORDER …)"),
        ("SELECT JSON_VALUE(a, '$.b' RETURNING int) FROM t", "JSON_VALUE (… RETURNING …)"),
        ("SELECT a || b FROM t", "||"), ("SELECT 1 << 2", "a shift of bits"),
        ("SELECT a >> 2 FROM t", "a shift of bits"),
        ("SELECT IDENTITYCOL FROM t", "IDENTITYCOL"),
        ("SELECT CAST(a AS vector(3, float16))", "a vector with a base type"),
        ("SELECT 1 FROM t WHERE a LIKE 'x' {ESCAPE '!'}", "{…}, an escape of ODBC,"),
        ("SELECT 1 FROM t WHERE NOT REGEXP_LIKE(a, 'x')", "REGEXP_LIKE"),
        ("IF REGEXP_LIKE('a', 'x') PRINT 1", "REGEXP_LIKE"),
    ])
    func ofAnExpression(_ text: String, _ construct: String?) throws {
        try expectUnmodelled(text, construct)
    }

    @Test(arguments: [
        ("SELECT * FROM t a (NOLOCK) JOIN u AS b (nolock, index(1)) ON 1 = 1", "table hints without WITH"),
        ("SELECT * FROM t (NOLOCK)", "table hints without WITH"),
        ("SELECT * FROM t (HOLDLOCK)", "table hints without WITH"),
        ("SELECT * FROM f() AS a PIVOT (COUNT(b) FOR c IN (d)) AS p", "PIVOT"),
        ("SELECT * FROM (VALUES (1)) AS v (a) UNPIVOT (b FOR c IN (a)) AS p", "UNPIVOT"),
        ("SELECT * FROM @t AS a PIVOT (COUNT(b) FOR c IN (d)) AS p", "PIVOT"),
        ("SELECT * FROM (SELECT 1 AS a) AS s PIVOT (COUNT(b) FOR c IN (d)) AS p JOIN t ON 1 = 1", "PIVOT"),
        ("SELECT * FROM t JOIN u ON t.a = u.a PIVOT (COUNT(b) FOR c IN (d)) AS p", "PIVOT"),
        ("SELECT * FROM CHANGETABLE(CHANGES t, 1) AS c", "CHANGETABLE"),
        ("SELECT * FROM SEMANTICKEYPHRASETABLE(t, *)", "SEMANTICKEYPHRASETABLE"),
        ("SELECT * FROM (DELETE t OUTPUT deleted.a WHERE b = 1) AS d", "FROM (DELETE …)"),
        ("INSERT u SELECT a FROM (UPDATE t SET b = 1 OUTPUT deleted.a) AS d", "FROM (UPDATE …)"),
        (
            "INSERT u SELECT a FROM (MERGE t USING s ON 1 = 1 WHEN MATCHED THEN DELETE OUTPUT deleted.a) AS d",
            "FROM (MERGE …)"
        ),
        ("SELECT * FROM ..t", "a name without its database"),
        ("SELECT * FROM {oj t LEFT OUTER JOIN u ON t.a = u.a}", "{…}, an escape of ODBC,"),
        ("SELECT a FROM t GROUP BY ALL a", "GROUP BY ALL"),
        ("SELECT a FROM t GROUP BY a, GROUPING SETS (b)", "GROUPING SETS"),
        ("SELECT COUNT(*) FROM t GROUP BY ()", "GROUP BY ()"),
        ("SELECT a FROM t GROUP BY ROLLUP ((a, b), c)", "ROLLUP"),
        ("SELECT a FROM t GROUP BY b, CUBE (a, (b, c))", "CUBE"),
        ("SELECT a INTO u ON fg FROM t", "INTO … ON"),
        ("WITH CHANGE_TRACKING_CONTEXT (0x01) UPDATE t SET a = 1", "CHANGE_TRACKING_CONTEXT"),
        ("INSERT t (t.a) VALUES (1)", "a column with its table"),
        ("UPDATE t SET $ROWGUID = NEWID()", "$ROWGUID"),
    ])
    func ofAQueryOrItsData(_ text: String, _ construct: String?) throws {
        try expectUnmodelled(text, construct)
    }

    @Test(arguments: [
        ("ALTER DATABASE d SET TARGET_RECOVERY_TIME = 60 SECONDS", "TARGET_RECOVERY_TIME"),
        ("ALTER DATABASE d SET TARGET_RECOVERY_TIME = 1 MINUTES WITH NO_WAIT", "TARGET_RECOVERY_TIME"),
        ("ALTER DATABASE d SET HADR AVAILABILITY GROUP = ag", "HADR AVAILABILITY"),
        ("ALTER DATABASE d SET HADR SUSPEND", "HADR SUSPEND"), ("ALTER DATABASE d SET HADR RESUME", "HADR RESUME"),
        ("ALTER DATABASE d SET PARTNER FAILOVER", "PARTNER FAILOVER"),
        ("ALTER DATABASE d SET PARTNER SAFETY FULL", "PARTNER SAFETY"),
        ("ALTER DATABASE d SET PARTNER TIMEOUT 10", "PARTNER TIMEOUT"),
        ("ALTER DATABASE d SET QUERY_STORE CLEAR ALL", "QUERY_STORE CLEAR"),
        ("ALTER DATABASE d SET ENCRYPTION ON, RECOVERY FULL", "ENCRYPTION with other clauses"),
        ("ALTER DATABASE d SET ENCRYPTION ON WITH ROLLBACK IMMEDIATE", "ENCRYPTION with other clauses"),
        ("ALTER DATABASE d MODIFY FILEGROUP f READ_ONLY WITH ROLLBACK IMMEDIATE", "MODIFY"),
        ("CREATE DATABASE d ON (FILENAME = 'x') FOR ATTACH WITH ENABLE_BROKER", "WITH"),
        ("CREATE DATABASE d (EDITION = 'x', MAXSIZE = 1 GB)", "options of Azure SQL Database"),
        ("CREATE DATABASE d COLLATE c (EDITION = 'x')", "options of Azure SQL Database"),
        ("BACKUP DATABASE d TO VIRTUAL_DEVICE = 'x' WITH COPY_ONLY", "VIRTUAL_DEVICE"),
        ("GRANT SELECT ON dbo.t (a, b) TO u WITH GRANT OPTION", "columns behind a securable"),
        ("REVOKE GRANT OPTION FOR SELECT ON dbo.t (a) FROM u CASCADE", "columns behind a securable"),
        ("EXEC ('SELECT 1') WITH RESULT SETS ((a int))", "WITH RESULT SETS"),
        ("ALTER LOGIN l WITH NO CREDENTIAL", "NO CREDENTIAL"),
        ("ALTER LOGIN l WITH CHECK_POLICY = ON, NO CREDENTIAL", "NO CREDENTIAL"),
        ("CREATE LOGIN l FROM ASYMMETRIC KEY k WITH CREDENTIAL = c", "WITH CREDENTIAL"),
        ("ALTER USER u WITH PASSWORD = 'x' OLD_PASSWORD = 'y'", "OLD_PASSWORD"),
    ])
    func ofADatabaseOrItsSecurity(_ text: String, _ construct: String?) throws {
        try expectUnmodelled(text, construct)
    }

    private func expectUnmodelled(_ text: String, _ construct: String?) throws {
        let batch = try Batch(parsing: text)
        guard batch.statements.count == 1, case .unmodelled(let statement) = batch.statements[0].kind else {
            Issue.record("It is no single statement, or has a place in the tree.")
            return
        }
        #expect(statement.construct == construct && statement.text == text)
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    @Test(arguments: [
        ("DECLARE @l sysname = 'l'; EXECUTE AS LOGIN = @l", "EXECUTE AS a variable"),
        ("DECLARE @u sysname = 'u'; EXEC AS USER = @u WITH NO REVERT", "EXECUTE AS a variable"),
        ("DECLARE @p nvarchar(9); SELECT * FROM fn_trace_gettable(@p, DEFAULT)", "FN_TRACE_GETTABLE (… DEFAULT …)"),
        ("DECLARE @v int; UPDATE t SET @v = a += 1", "@variable = column = value"),
        ("DECLARE @s varchar(9) = ''; SET @s ||= 'x'", "||="),
    ])
    func behindADeclaration(_ text: String, _ construct: String) throws {
        let batch = try Batch(parsing: text)
        guard batch.statements.count == 2, case .unmodelled(let statement) = batch.statements[1].kind else {
            Issue.record("It is no second statement, or has a place in the tree.")
            return
        }
        #expect(statement.construct == construct)
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    /// Space may stand within an operator that compares.
    @Test(arguments: ["a > = b", "a < = b", "a < > b", "a ! = b", "a ! < b", "a !\n> b"])
    func operatorsWithSpace(_ condition: String) throws {
        let whole = condition.filter { !$0.isWhitespace }
        let batch = try Batch(parsing: "SELECT 1 FROM t WHERE \(condition)")
        #expect(batch.formatted() == (try Batch(parsing: "SELECT 1 FROM t WHERE \(whole)")).formatted())
    }

    /// Queries that are put together may each stand in parentheses, wherever there can be one.
    @Test(arguments: [
        ("SELECT ((SELECT 1) UNION (SELECT 2))", "SELECT (SELECT 1 UNION SELECT 2)"),
        (
            "SELECT (((SELECT 1) EXCEPT SELECT 2) INTERSECT (SELECT 3))",
            "SELECT ((SELECT 1 EXCEPT SELECT 2) INTERSECT SELECT 3)"
        ),
        ("SELECT ((SELECT 1)) + (((SELECT 2)))", "SELECT (SELECT 1) + (SELECT 2)"),
        (
            "SELECT a FROM ((SELECT 1 AS a) UNION ALL (SELECT 2)) AS s",
            "SELECT a FROM (SELECT 1 AS a UNION ALL SELECT 2) AS s"
        ),
        ("SELECT a FROM ((SELECT 1 AS a) AS s CROSS JOIN t)", "SELECT a FROM (SELECT 1 AS a) AS s CROSS JOIN t"),
        (
            "SELECT 1 FROM t WHERE a IN ((SELECT 1) UNION (SELECT 2))",
            "SELECT 1 FROM t WHERE a IN (SELECT 1 UNION SELECT 2)"
        ),
        ("SELECT 1 FROM t WHERE a IN ((SELECT 1), (SELECT 2))", "SELECT 1 FROM t WHERE a IN ((SELECT 1), (SELECT 2))"),
        (
            "SELECT 1 FROM t WHERE ((SELECT 1) UNION (SELECT 1)) = 1",
            "SELECT 1 FROM t WHERE (SELECT 1 UNION SELECT 1) = 1"
        ),
        ("SELECT 1 FROM t WHERE ((SELECT 1) = 1 OR (a = 2))", "SELECT 1 FROM t WHERE (SELECT 1) = 1 OR a = 2"),
        ("IF EXISTS ((SELECT 1) UNION (SELECT 2)) PRINT 1", "IF EXISTS (SELECT 1 UNION SELECT 2) PRINT 1"),
        ("INSERT t ((SELECT 1) UNION (SELECT 2))", "INSERT t SELECT 1 UNION SELECT 2"),
        ("INSERT t ((SELECT 1))", "INSERT t SELECT 1"),
    ])
    func queriesInParentheses(_ text: String, _ plain: String) throws {
        #expect(try Batch(parsing: text).formatted() == (try Batch(parsing: plain)).formatted())
    }

    /// What resembles a construct is refused as before.
    @Test(arguments: [
        ("SELECT 1 1", 102), ("SELECT 'a'.value('x')", 102), ("SELECT 1 < < 2", 102), ("SELECT a | | b FROM t", 102),
        ("SELECT 1 FROM t a (x)", 102), ("SELECT 1 FROM (SELECT 1) UNION SELECT 2", 156), ("SELECT (1 UNION 2)", 156),
        ("SELECT JSON_ARRAY(a b) FROM t", 102), ("SELECT 1 FROM t WHERE LEN(a)", 4145),
        ("ALTER DATABASE d SET PARTNER AWAY", 102), ("ALTER DATABASE d SET RECOVERY_X = 60 SECONDS", 102),
        ("EXECUTE AS LOGIN = l", 102), ("EXECUTE AS LOGIN = @l", 137), ("GRANT SELECT ON dbo.t (a b) TO u", 102),
        ("BACKUP DATABASE d TO VIRTUAL = 'x'", 102), ("DROP LOGIN IF EXISTS l", 156),
    ])
    func whatResemblesThem(_ text: String, _ number: Int32) {
        let error = #expect(throws: SyntaxError.self) { _ = try Batch(parsing: text) }
        #expect(error?.number == number)
    }
}
