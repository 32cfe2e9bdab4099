import Testing
import TransactSQLSyntax

@testable import TransactSQL

/// No message has the text of what may be a password, wherever a script has put it.
@Suite struct MessageSecrecyTests {
    @Test(arguments: [
        "SET @sql = \"CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Hunter2-Tall'\"",
        "SET @sql = \"Hunter2-Tall\"", "SET @sql = Hunter2", "SELECT Hunter2", "SELECT \"Hunter2\" FROM sys.databases",
        "SELECT name FROM sys.databases WHERE name = \"Hunter2\"", "SELECT a.\"Hunter2\" FROM sys.databases",
        "PRINT Hunter2", "PRINT \"Hunter2\"", "SELECT * FROM \"Hunter2\"", "USE \"Hunter2\"", "EXEC \"Hunter2\"",
        "SELECT \"Hunter2\"(1)", "DECLARE @pw nvarchar(50) = \"Hunter2-Tall\"", "DECLARE @pw nvarchar(50) = Hunter2",
        "SET @sql = 'CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''Hunter2-Tall'''; EXEC @sql",
        "SET @sql = 'OPEN MASTER KEY Hunter2'; EXEC @sql", "SET @sql = 'x''Hunter2'; EXEC @sql",
        "SET @sql = REPLICATE('Hunter2', 100); EXEC @sql",
        "SET @sql = 'Hunter2'; EXEC ('CREATE MASTER KEY ENCRYPTION BY PASSWORD ' + @sql)",
        "EXEC ('CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''a'' Hunter2')",
        "SET @sql = 'Hunter2'; IF @sql = 1 PRINT 'x'", "PRINT 1 + 'Hunter2'",
        // Names that the hierarchy does not know.
        "DROP CERTIFICATE \"Hunter2\"", "EXEC ('DROP CERTIFICATE \"hunter2\" DROP CERTIFICATE \"Hunter2\"')",
        "DROP CREDENTIAL \"Hunter2\"", "OPEN SYMMETRIC KEY \"Hunter2\" DECRYPTION BY PASSWORD = 'x'",
        "ALTER CERTIFICATE \"it's Hunter2\" REMOVE PRIVATE KEY",
        "ALTER CERTIFICATE \"Hunter2\" WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = 'x')",
        "CREATE CREDENTIAL \"Hunter2\" WITH IDENTITY = 'i'; CREATE CREDENTIAL \"Hunter2\" WITH IDENTITY = 'i'",
        "CREATE DATABASE \"Hunter2\"; CREATE DATABASE \"Hunter2\"", "DROP DATABASE \"Hunter2\"",
        "ALTER DATABASE \"Hunter2\" SET ENCRYPTION ON", "BACKUP DATABASE \"Hunter2\" TO DISK = 'x'",
        "CREATE LOGIN l FROM CERTIFICATE \"Hunter2\"", "ALTER TABLE \"Hunter2\" ADD x int",
        // Arguments in the wrong order.
        "EXEC sp_control_dbmasterkey_password 'Hunter2', 'Sales', 'add'",
        "EXEC sp_addlinkedsrvlogin 'Hunter2', 'false', NULL, 'u', 'R'", "CLOSE \"Hunter2\"",
        "EXEC sp_addlinkedserver 'R'; EXEC sp_addlinkedsrvlogin 'R', 'false', 'Hunter2', 'u', 'sa'",
    ])
    func noMessageHasIt(_ statement: String) async throws {
        let outcome = try await Connection().run("DECLARE @sql nvarchar(max); \(statement)")
        #expect(outcome.messages.contains { $0.isError })
        for message in outcome.messages {
            #expect(!message.text.contains("Hunter2"))
            #expect(message.excerpt?.text.contains("Hunter2") != true)
        }
    }

    @Test(arguments: [
        ("SELECT nope FROM sys.databases", "nope"), ("EXEC nope", "nope"),
        ("DECLARE @p sysname = 'nope'; EXEC @p", "nope"), ("SELECT * FROM dbo.nope", "dbo.nope"),
        ("USE [no pe]", "no pe"), ("DROP CERTIFICATE nope; DROP CERTIFICATE \"other\"", "nope"),
        ("EXEC sp_control_dbmasterkey_password @db_name = 'nope', @password = 'p', @action = 'add'", "nope"),
    ])
    func namesAreShown(_ script: String, _ name: String) async throws {
        #expect(try await Connection().run(script).messages.contains { $0.text.contains("'\(name)'") })
    }

    @Test(arguments: ["'Pass$(Hunter2)x'", "[$(Hunter2)]", "\"$(Hunter2)\""])
    func aVariableOfSqlcmdWithinQuotationMarksIsNotNamed(_ text: String) async throws {
        var connection = try await Connection()
        connection.options.sqlcmdVariables = [:]
        let error = await #expect(throws: ScriptError.self) { try await connection.run("PRINT \(text)") }
        #expect(error?.code == .undefinedVariable)
        #expect(error?.message.contains("Hunter2") == false)
    }
}
