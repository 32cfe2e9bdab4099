import KeyHierarchy
import Testing

@testable import TransactSQL

/// Names that are not there, that are there twice, or that are not modelled, and what a script is told of them.
@Suite struct NameTests {
    @Test(arguments: [
        ("DECLARE @a int = 1, @b int = @a", 137), ("SELECT a.nope FROM sys.databases a", 207),
        ("SELECT b.name FROM sys.databases a", 4104), ("SELECT 1 FROM sys.databases d, sys.certificates d", 1011),
        ("SELECT 1 FROM sys.databases CROSS JOIN sys.databases", 1013), ("PRINT nope", 128), ("SELECT nope", 207),
        ("CREATE SYMMETRIC KEY $x WITH ALGORITHM = AES_128 ENCRYPTION BY PASSWORD = 'Dmk-Passw0rd-T'", 102),
        ("CREATE SYMMETRIC KEY [] WITH ALGORITHM = AES_128 ENCRYPTION BY PASSWORD = 'Dmk-Passw0rd-T'", 1038),
        ("CREATE CREDENTIAL #c WITH IDENTITY = 'x'", 102),
        ("CREATE DATABASE SCOPED CREDENTIAL [#c] WITH IDENTITY = 'x'", 102),
        ("CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_128 ENCRYPTION BY SYMMETRIC KEY K", 33007),
        ("CREATE DATABASE d COLLATE Nonsense_AS", 448), ("EXEC sp_configure 'nonsense', 1", 15123),
        ("SELECT * FROM dbo.sysnonsense", 208), ("EXECUTE AS USER = 'nobody'", 15517),
    ])
    func areRefused(_ script: String, _ number: Int) async throws {
        let outcome = try await Connection().run(script)
        #expect(outcome.messages.filter(\.isError).map(\.number) == [number])
        #expect(outcome.unmodelled.isEmpty)
    }

    @Test(arguments: [
        "SELECT 1 FROM sys.databases a, sys.databases b", "SELECT 1 FROM sys.databases, sys.databases b",
        "SELECT 1 FROM sys.databases a WHERE EXISTS (SELECT 1 FROM sys.databases a)",
        "DECLARE @a int = 1 DECLARE @b int = @a", "CREATE DATABASE d COLLATE Latin1_General_CI_AS",
        "WITH x AS (SELECT 1 AS a), y AS (SELECT a FROM x) SELECT a FROM y",
        "WITH databases AS (SELECT name FROM sys.databases) SELECT name FROM databases",
    ])
    func areTaken(_ script: String) async throws {
        let outcome = try await Connection().run(script)
        #expect(outcome.messages.filter(\.isError).isEmpty)
        #expect(outcome.unmodelled.isEmpty)
    }

    @Test(arguments: [
        (
            "WITH x AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM x WHERE a < 5) SELECT SUM(a) FROM x",
            "a recursive common table"
        ),
        ("SELECT COUNT(*) FROM msdb.dbo.backupset", "msdb.dbo.backupset"),
        ("SELECT name FROM master..sysdatabases", "master..sysdatabases"),
        ("SELECT name FROM sysdatabases", "sysdatabases"),
        ("EXEC sp_configure 'Max Server Memory (MB)', 100", "sp_configure"),
        ("EXECUTE AS USER = 'dbo'", "EXECUTE AS USER"),
        ("EXECUTE AS LOGIN = 'SA'", "EXECUTE AS LOGIN"),
        ("CREATE DATABASE d COLLATE Latin1_General_CS_AS", "CREATE DATABASE"),
        ("CREATE DATABASE d COLLATE Latin1_General_BIN2", "CREATE DATABASE"),
        ("SELECT SERVERPROPERTY('InstanceDefaultBackupPath ')", "SERVERPROPERTY('InstanceDefaultBackupPath')"),
        ("SELECT DATABASEPROPERTYEX('master', 'Version')", "DATABASEPROPERTYEX('Version')"),
        ("SELECT HAS_PERMS_BY_NAME('c', 'certificate', 'CONTROL')", "HAS_PERMS_BY_NAME of the class CERTIFICATE"),
    ])
    func areNotModelled(_ script: String, _ name: String) async throws {
        let outcome = try await Connection().run(script)
        #expect(outcome.messages.filter(\.isError).isEmpty)
        #expect(outcome.unmodelled.map { $0.name.hasPrefix(name) } == [true])
    }

    @Test(arguments: [
        ("SELECT encryption_state_desc FROM sys.dm_database_encryption_keys", SQLServerVersion.sql2019, 207),
        ("SELECT STRING_AGG(name, ',') FROM sys.databases", .sql2017, 195), ("PRINT TRIM(' x ')", .sql2017, 195),
        ("PRINT CONCAT_WS('-', 'a', 'b')", .sql2017, 195),
    ])
    func thatCameWithAVersionAreNotThereBefore(_ script: String, _ first: SQLServerVersion, _ number: Int) async throws
    {
        for version in SQLServerVersion.allCases {
            let connection = try await Connection(configure: { $0.sqlServerVersion = version })
            #expect(try await connection.errors(script) == (version < first ? [number] : []), "\(version)")
        }
    }

    @Test(arguments: ["SELECT COUNT(*) FROM Wow.sys.certificates", "EXEC Wow.sys.sp_executesql N'PRINT 1'"])
    func ofDatabasesMayBeAssumed(_ script: String) async throws {
        var connection = try await Connection()
        connection.options.assumesDatabases = true
        #expect(try await connection.errors(script) == [])
        #expect(try await connection.value("DB_ID('Wow')") != "NULL")
    }
}
