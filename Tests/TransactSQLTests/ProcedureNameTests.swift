import KeyHierarchy
import Testing

@testable import TransactSQL

/// The names by which procedures are called, and the databases in which they then run.
@Suite struct ProcedureNameTests {
    @Test(arguments: [
        ("EXEC sp_executesql", "master"), ("EXEC T.sys.sp_executesql", "T"), ("EXEC T..sp_executesql", "T"),
        ("EXEC t.dbo.SP_EXECUTESQL", "T"), ("EXEC [T].[sys].[sp_executesql]", "T"),
        ("SET @p = 'sp_executesql' EXEC @p", "master"), ("SET @p = 'T.sys.sp_executesql' EXEC @p", "T"),
        ("SET @p = QUOTENAME('T') + '.sys.sp_executesql' EXEC @p", "T"),
        ("SET @p = 'sys.sp_executesql' EXEC @p", "master"),
    ])
    func aTextRunsInTheDatabaseThatTheNameSays(_ call: String, _ database: String) async throws {
        let connection = try await Connection(databases: ["T"])
        let outcome = try await connection.run("DECLARE @p nvarchar(300)\n\(call) N'PRINT DB_NAME()'\nPRINT DB_NAME()")
        #expect(outcome.printed == [database, "master"])
    }

    @Test func aKeyIsMadeInTheDatabaseThatTheNameSays() async throws {
        let connection = try await Connection()
        _ = try await connection.run(
            """
            CREATE DATABASE T
            GO
            EXEC T.sys.sp_executesql N'CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''Dmk-Passw0rd-T'''
            """)
        let rows = try await connection.rows(
            "SELECT name FROM sys.databases WHERE is_master_key_encrypted_by_server = 1")
        #expect(rows == [["T"]])
    }

    @Test(arguments: [
        ("EXEC nodb.sys.sp_executesql N'PRINT 1'", 911), ("EXEC nodb..sp_control_dbmasterkey_password", 911),
        ("EXEC foo.sp_executesql N'PRINT 1'", 2812), ("DECLARE @p nvarchar(99) = N'sp_who; PRINT 1' EXEC @p", 2812),
        ("DECLARE @p sysname EXEC @p", 2812), ("DECLARE @p nvarchar(99) = N'sp_executesql N''PRINT 1''' EXEC @p", 2812),
        ("EXEC sp_executesql 'PRINT 1'", 214), ("DECLARE @s varchar(20) = 'PRINT 2' EXEC sp_executesql @s", 214),
        ("EXEC sp_executesql N'PRINT 1', '@a int', 1", 214),
    ])
    func isRefused(_ script: String, _ number: Int) async throws {
        let outcome = try await Connection().run(script)
        #expect(outcome.messages.map(\.number) == [number])
    }

    @Test func whatFailsReturnsOne() async throws {
        let script = """
            DECLARE @rc int
            EXEC @rc = sp_control_dbmasterkey_password N'master', N'x', N'add'
            PRINT @rc
            """
        #expect(try await Connection().run(script).printed == ["1"])
    }
}
