import Testing
import TransactSQLSyntax

/// Statements of which the tree keeps the text: where they end, and what they are called.
@Suite struct UnmodelledStatementTests {
    @Test(arguments: [
        ("CREATE TABLE t (a int) PRINT 1", "CREATE TABLE", "CREATE TABLE t (a int)"),
        (
            "ALTER TABLE t ADD a varbinary(128) OPEN MASTER KEY DECRYPTION BY PASSWORD = 'p'", "ALTER TABLE",
            "ALTER TABLE t ADD a varbinary(128)"
        ),
        ("ALTER TABLE t ALTER COLUMN a int; PRINT 1", "ALTER TABLE", "ALTER TABLE t ALTER COLUMN a int"),
        ("ALTER TABLE t DROP COLUMN a DROP TABLE u", "ALTER TABLE", "ALTER TABLE t DROP COLUMN a"),
        (
            "CREATE UNIQUE CLUSTERED INDEX i ON t (a) SET NOCOUNT ON", "CREATE UNIQUE CLUSTERED INDEX",
            "CREATE UNIQUE CLUSTERED INDEX i ON t (a)"
        ),
        (
            "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL) IF 1 = 1 PRINT 1",
            "CREATE TABLE", "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL)"
        ),
        ("SELECT a FROM t FOR XML PATH PRINT 1", "SELECT", "SELECT a FROM t FOR XML PATH"),
        (
            "SELECT SUM(a) OVER (ORDER BY b) UNION ALL SELECT 1 PRINT 1", "SELECT",
            "SELECT SUM(a) OVER (ORDER BY b) UNION ALL SELECT 1"
        ),
        (
            "INSERT INTO t OUTPUT inserted.a SELECT CASE WHEN 1 = 1 THEN 2 END PRINT 1",
            "INSERT", "INSERT INTO t OUTPUT inserted.a SELECT CASE WHEN 1 = 1 THEN 2 END"
        ),
        (
            "UPDATE t SET a = 1 OUTPUT deleted.a WHERE b = 1 PRINT 1", "UPDATE",
            "UPDATE t SET a = 1 OUTPUT deleted.a WHERE b = 1"
        ),
        (
            "MERGE t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1); PRINT 1",
            "MERGE",
            "MERGE t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1)"
        ),
        ("DECLARE @t TABLE (a int) PRINT 1", "DECLARE TABLE", "DECLARE @t TABLE (a int)"),
        (
            "ALTER AVAILABILITY GROUP g GRANT CREATE ANY DATABASE PRINT 1",
            "ALTER AVAILABILITY GROUP", "ALTER AVAILABILITY GROUP g GRANT CREATE ANY DATABASE"
        ),
        (
            "ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 4 PRINT 1", "ALTER DATABASE SCOPED CONFIGURATION",
            "ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 4"
        ),
        (
            "ALTER DATABASE SCOPED CONFIGURATION SET LEGACY_CARDINALITY_ESTIMATION = ON CREATE DATABASE B",
            "ALTER DATABASE SCOPED CONFIGURATION",
            "ALTER DATABASE SCOPED CONFIGURATION SET LEGACY_CARDINALITY_ESTIMATION = ON"
        ),
        (
            "ALTER DATABASE SCOPED CONFIGURATION FOR SECONDARY SET MAXDOP = PRIMARY PRINT 1",
            "ALTER DATABASE SCOPED CONFIGURATION",
            "ALTER DATABASE SCOPED CONFIGURATION FOR SECONDARY SET MAXDOP = PRIMARY"
        ),
        (
            "ALTER INDEX ALL ON t REBUILD PARTITION = ALL SELECT 1", "ALTER INDEX",
            "ALTER INDEX ALL ON t REBUILD PARTITION = ALL"
        ),
        (
            "ALTER SERVER CONFIGURATION SET PROCESS AFFINITY CPU = 0 TO 3 PRINT 1", "ALTER SERVER CONFIGURATION",
            "ALTER SERVER CONFIGURATION SET PROCESS AFFINITY CPU = 0 TO 3"
        ),
        (
            "ALTER DATABASE d SET QUERY_STORE (OPERATION_MODE = READ_WRITE), RECOVERY FULL SET NOCOUNT ON",
            "ALTER DATABASE", "ALTER DATABASE d SET QUERY_STORE (OPERATION_MODE = READ_WRITE), RECOVERY FULL"
        ),
        (
            "WITH a AS (SELECT 1 AS x) SELECT CASE WHEN RANK() OVER (ORDER BY x) = 1 THEN 2 END FROM a SELECT 2",
            "WITH",
            "WITH a AS (SELECT 1 AS x) SELECT CASE WHEN RANK() OVER (ORDER BY x) = 1 THEN 2 END FROM a"
        ),
        ("ALTER TABLE t DROP COLUMN IF EXISTS a PRINT 1", "ALTER TABLE", "ALTER TABLE t DROP COLUMN IF EXISTS a"),
        ("ALTER TABLE t ADD a int IF EXISTS (SELECT 1) PRINT 1", "ALTER TABLE", "ALTER TABLE t ADD a int"),
        ("DROP INDEX IF EXISTS i ON t PRINT 1", "DROP INDEX", "DROP INDEX IF EXISTS i ON t"),
        (
            "ALTER TABLE t ADD b datetime2 GENERATED ALWAYS AS ROW END NOT NULL PRINT 1", "ALTER TABLE",
            "ALTER TABLE t ADD b datetime2 GENERATED ALWAYS AS ROW END NOT NULL"
        ),
        (
            "INSERT INTO t OUTPUT inserted.a VALUES (1) EXEC ('CREATE MASTER KEY')", "INSERT",
            "INSERT INTO t OUTPUT inserted.a VALUES (1)"
        ),
        ("ALTER RESOURCE GOVERNOR RECONFIGURE PRINT 1", "ALTER RESOURCE", "ALTER RESOURCE GOVERNOR RECONFIGURE"),
        ("UPDATE STATISTICS t SET NOCOUNT ON", "UPDATE STATISTICS", "UPDATE STATISTICS t"),
        (
            "ALTER SERVER CONFIGURATION SET SOFTNUMA ON DELETE FROM t", "ALTER SERVER CONFIGURATION",
            "ALTER SERVER CONFIGURATION SET SOFTNUMA ON"
        ),
        (
            "ALTER PARTITION FUNCTION f() MERGE RANGE (1) PRINT 1", "ALTER PARTITION FUNCTION",
            "ALTER PARTITION FUNCTION f() MERGE RANGE (1)"
        ),
        ("ALTER TABLE t DROP pk DROP TABLE u", "ALTER TABLE", "ALTER TABLE t DROP pk"),
        ("ALTER TABLE t DROP INDEX i DROP INDEX i ON u", "ALTER TABLE", "ALTER TABLE t DROP INDEX i"),
        ("ALTER TABLE t ALTER COLUMN c DROP MASKED PRINT 1", "ALTER TABLE", "ALTER TABLE t ALTER COLUMN c DROP MASKED"),
        ("ALTER TABLE t ADD c int DROP COLUMN MASTER KEY k", "ALTER TABLE", "ALTER TABLE t ADD c int"),
        (
            "ALTER COLUMN ENCRYPTION KEY k DROP VALUE (COLUMN_MASTER_KEY = m) PRINT 1", "ALTER COLUMN ENCRYPTION",
            "ALTER COLUMN ENCRYPTION KEY k DROP VALUE (COLUMN_MASTER_KEY = m)"
        ),
        ("CREATE TABLE t (a int) again: ", "CREATE TABLE", "CREATE TABLE t (a int)"),
        (
            "IF CONTAINS(a, CASE WHEN 1 = 1 THEN 'b' ELSE 'c' END) THROW 50000, 'x', 1; PRINT 1", "IF",
            "IF CONTAINS(a, CASE WHEN 1 = 1 THEN 'b' ELSE 'c' END) THROW 50000, 'x', 1"
        ),
        (
            "ALTER FULLTEXT INDEX ON t SET CHANGE_TRACKING = AUTO SET NOCOUNT ON", "ALTER FULLTEXT INDEX",
            "ALTER FULLTEXT INDEX ON t SET CHANGE_TRACKING = AUTO"
        ),
        (
            "ALTER SECURITY POLICY p ADD BLOCK PREDICATE f(a) ON t AFTER INSERT, ADD BLOCK PREDICATE f(a) ON t BEFORE DELETE "
                + "PRINT 1", "ALTER SECURITY",
            "ALTER SECURITY POLICY p ADD BLOCK PREDICATE f(a) ON t AFTER INSERT, ADD BLOCK PREDICATE f(a) ON t BEFORE DELETE"
        ),
        ("END CONVERSATION @@SPID WITH CLEANUP PRINT 1", "END CONVERSATION", "END CONVERSATION @@SPID WITH CLEANUP"),
        (
            "ADD SENSITIVITY CLASSIFICATION TO t.a WITH (LABEL = 'x') PRINT 1", "ADD",
            "ADD SENSITIVITY CLASSIFICATION TO t.a WITH (LABEL = 'x')"
        ),
        ("ALTER SCHEMA s TRANSFER dbo.t PRINT 1", "ALTER SCHEMA", "ALTER SCHEMA s TRANSFER dbo.t"),
        ("CREATE SELECTIVE XML INDEX i ON t (a) PRINT 1", "CREATE SELECTIVE", "CREATE SELECTIVE XML INDEX i ON t (a)"),
        ("EXEC p;2 @a = 1; PRINT 1", "EXEC", "EXEC p;2 @a = 1"),
        ("TRUNCATE TABLE t", "TRUNCATE TABLE", "TRUNCATE TABLE t"),
        ("WRITETEXT BULK t.c 0x01 'x' PRINT 1", "WRITETEXT", "WRITETEXT BULK t.c 0x01 'x'"),
        (
            "BACKUP DATABASE d FILEGROUP = 'f' TO DISK = 'x' PRINT 1", "BACKUP DATABASE",
            "BACKUP DATABASE d FILEGROUP = 'f' TO DISK = 'x'"
        ),
        ("DBCC CHECKDB ('d') WITH NO_INFOMSGS", "DBCC", "DBCC CHECKDB ('d') WITH NO_INFOMSGS"),
        ("DROP INDEX i ON t", "DROP INDEX", "DROP INDEX i ON t"),
        ("DROP SERVICE s PRINT 1", "DROP SERVICE", "DROP SERVICE s"),
        ("CREATE SERVICE s ON QUEUE q PRINT 1", "CREATE SERVICE", "CREATE SERVICE s ON QUEUE q"),
        (
            "IF EXISTS (SELECT RANK() OVER (ORDER BY a) FROM t) BEGIN PRINT 1; PRINT 2 END ELSE PRINT 3 PRINT 4",
            "IF", "IF EXISTS (SELECT RANK() OVER (ORDER BY a) FROM t) BEGIN PRINT 1; PRINT 2 END ELSE PRINT 3"
        ),
    ])
    func endsWhereTheNextBegins(_ text: String, _ name: String, _ own: String) throws {
        let batch = try Batch(parsing: text)
        guard case .unmodelled(let statement) = batch.statements[0].kind else {
            Issue.record("It has a place in the tree.")
            return
        }
        #expect(statement.name == name && statement.text == own)
        #expect(batch.statements.count == (text == own ? 1 : 2))
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    @Test func theVariablesOfADeclarationThatIsNotModelledAreThere() throws {
        let text =
            "DECLARE @x xml = (SELECT a, b FROM t FOR XML PATH), @y int = 1, @z geography = geography::Point(1, 2, 3) "
        _ = try Batch(parsing: text + "SELECT @x, @y, @z")
        #expect(throws: SyntaxError.self) { _ = try Batch(parsing: text + "SELECT @x, @w") }
    }

    @Test func aBlockEndsBehindAConversationThatEnds() throws {
        let batch = try Batch(parsing: "BEGIN END CONVERSATION @@SPID; PRINT 1 END PRINT 2")
        #expect(batch.statements.count == 2)
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    /// What follows does not make it one that the tree has no place for. Found by fuzzing.
    @Test(arguments: ["BACKUP DATABASE d", "BACKUP DATABASE d;", "BACKUP DATABASE d USE e", "BACKUP LOG d FILE = 'f'"])
    func aBackupToNothingIsRefused(_ text: String) {
        #expect(throws: SyntaxError.self) { _ = try Batch(parsing: text) }
    }

    @Test(arguments: [
        ("SELECT 1 FOR JSON PATH", "FOR JSON"), ("SELECT RANK() OVER (ORDER BY a) FROM t", "RANK (…) OVER"),
        ("ALTER DATABASE CURRENT SET ENCRYPTI 120", nil), ("SELECT $identity FROM t", "$IDENTITY"),
        ("SELECT t.$rowguid FROM t", "$ROWGUID"), ("SELECT $partition.f(1)", "$PARTITION"),
        ("SELECT * FROM a, b, c WHERE MATCH(a-(b)->c)", "MATCH"),
        ("IF CONTAINS(a, 'x') PRINT 1", "CONTAINS"),
        ("UPDATE t SET a = 1 OUTPUT deleted.a", "OUTPUT"), ("SELECT 1 AT TIME ZONE 'UTC'", "AT TIME ZONE"),
        ("SELECT {fn NOW()}", "{…}, an escape of ODBC,"), ("EXEC ('x') AT s", "AT"),
        ("SELECT * FROM t WITH (INDEX(1))", "table hints of several words"), ("CREATE TABLE t (a int)", nil),
        ("BEGIN TRAN t WITH MARK", "WITH MARK"), ("DBCC TRACEON (@f)", "a variable as a trace flag"),
        ("DBCC TRACEON (-1)", "-1 without a trace flag"), ("DBCC TRACESTATUS (-2)", "a negative trace flag"),
        ("DECLARE @x xml = 1; SET @x.modify('a')", "a method of @x"),
    ])
    func namesWhatHasNoPlace(_ text: String, _ construct: String?) throws {
        guard case .unmodelled(let statement)? = try Batch(parsing: text).statements.last?.kind else {
            Issue.record("It has a place in the tree.")
            return
        }
        #expect(statement.construct == construct)
    }

    @Test(arguments: [
        ("CREATE PROCEDURE p AS BEGIN PRINT 1 END; PRINT 2;", "CREATE PROCEDURE"),
        ("alter proc p as print 1", "ALTER PROCEDURE"),
        ("CREATE OR ALTER VIEW v AS SELECT 1 AS a", "CREATE VIEW"),
        ("CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1 END", "CREATE FUNCTION"),
        ("CREATE TRIGGER r ON t AFTER INSERT AS PRINT 1", "CREATE TRIGGER"),
        ("CREATE SCHEMA s CREATE TABLE t (a int)", "CREATE SCHEMA"),
    ])
    func aModuleTakesTheRestOfItsBatch(_ text: String, _ name: String) throws {
        let batch = try Batch(parsing: " /* x */ " + text + " -- y")
        #expect(batch.statements.map(\.kind) == [.unmodelled(UnmodelledStatement(name: name, text: text))])
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    /// Found by fuzzing: the first word of the next statement was taken for one of its name.
    @Test(arguments: ["ALTER DATABASE SCOPED\nSELECT 1", "ALTER DATABASE SCOPED; SELECT 1", "ALTER DATABASE SCOPED"])
    func theNameHasNoWordOfTheNextStatement(text: String) throws {
        let batch = try Batch(parsing: text)
        guard case .unmodelled(let statement)? = batch.statements.first?.kind else {
            Issue.record("\(batch)")
            return
        }
        #expect(statement.name == "ALTER DATABASE SCOPED")
        #expect(try Batch(parsing: batch.formatted()) == batch)
    }

    /// Found by fuzzing: the parenthesis at the beginning was a statement of its own.
    @Test func aQueryInParenthesesIsOneStatement() throws {
        let text = "(SELECT a FROM t WITH (INDEX(1)) UNION SELECT 2) ORDER BY a"
        let batch = try Batch(parsing: text)
        #expect(
            batch.statements.map(\.kind) == [
                .unmodelled(
                    UnmodelledStatement(name: "SELECT", text: text, construct: "table hints of several words"))
            ])
        #expect(try Batch(parsing: batch.formatted()) == batch)
        #expect(throws: SyntaxError.self) { _ = try Batch(parsing: "((SELECT a FROM t WITH (INDEX(1)))") }
    }
}
