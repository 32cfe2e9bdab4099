import Foundation
import KeyHierarchy
import Testing

@testable import TransactSQL

/// Scripts in the shapes that people keep in runbooks, and what they print.
@Suite struct RunbookTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A connection to an instance with two databases whose keys open, and one whose key is closed.
    private func connection() async throws -> Connection {
        var connection = try await Connection(databases: ["Ledger", "Orders"], passwordOnly: ["Archive"])
        connection.options.fileRoot = FileRoot(directory.path)
        connection.options.sqlcmdVariables = [:]
        connection.options.strictness = .strict
        return connection
    }

    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory.path + "/d/keys")) ?? []).sorted()
    }

    @Test func aCursorBacksUpTheKeyOfEachDatabase() async throws {
        let outcome = try await connection().run(
            """
            SET NOCOUNT ON;
            DECLARE @db sysname, @sql nvarchar(max);
            DECLARE dbs CURSOR LOCAL FAST_FORWARD FOR
                SELECT name FROM sys.databases
                WHERE is_master_key_encrypted_by_server = 1 AND state_desc = 'ONLINE' AND is_in_standby = 0 ORDER BY name;
            OPEN dbs;
            FETCH NEXT FROM dbs INTO @db;
            WHILE @@FETCH_STATUS = 0
            BEGIN
                SET @sql = N'USE ' + QUOTENAME(@db) + N'; BACKUP MASTER KEY TO FILE = ''d:\\keys\\' + @db
                    + N'_' + CONVERT(char(4), DATEPART(year, '20261125')) + N'.dmk'' ENCRYPTION BY PASSWORD = ''Abcd1234.'';';
                EXEC (@sql);
                PRINT 'Backed up the key of ' + @db;
                FETCH NEXT FROM dbs INTO @db;
            END
            CLOSE dbs;
            DEALLOCATE dbs;
            """)
        #expect(outcome.trace == ["Backed up the key of Ledger", "Backed up the key of Orders"])
        #expect(files == ["Ledger_2026.dmk", "Orders_2026.dmk"])
    }

    @Test func aLoopGoesOnBehindAnErrorThatItCatches() async throws {
        let outcome = try await connection().run(
            """
            DECLARE @id int = 4, @db sysname, @sql nvarchar(max);
            WHILE 1 = 1
            BEGIN
                SELECT TOP (1) @id = database_id, @db = name FROM sys.databases WHERE database_id > @id ORDER BY database_id;
                IF @@ROWCOUNT = 0 BREAK;
                SET @sql = CONCAT(N'USE ', QUOTENAME(@db), N'; BACKUP MASTER KEY TO FILE = N''d:\\keys\\', @db,
                    N''' ENCRYPTION BY PASSWORD = N''Abcd1234.''');
                BEGIN TRY
                    EXEC sp_executesql @sql;
                    PRINT FORMATMESSAGE('%-8s ok', @db);
                END TRY
                BEGIN CATCH
                    PRINT FORMATMESSAGE('%-8s %d', @db, ERROR_NUMBER());
                END CATCH
            END
            PRINT DB_NAME();
            """)
        #expect(outcome.trace == ["Ledger   ok", "Orders   ok", "Archive  15581", "master"])
        #expect(files == ["Ledger", "Orders"])
    }

    @Test func aPasswordIsRotatedWithVariablesOfSqlcmd() async throws {
        let connection = try await connection()
        let outcome = try await connection.run(
            """
            :setvar Database "Archive"
            :setvar OldPassword "Fjord 7 Basalt"
            :setvar NewPassword "Ten-Grey-Herons-43"
            :on error exit
            USE [$(Database)];
            GO
            OPEN MASTER KEY DECRYPTION BY PASSWORD = N'$(OldPassword)';
            ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = N'$(NewPassword)';
            ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = N'$(OldPassword)';
            IF EXISTS (SELECT 1 FROM sys.openkeys WHERE database_id = DB_ID() AND key_id = 101) CLOSE MASTER KEY;
            GO
            OPEN MASTER KEY DECRYPTION BY PASSWORD = N'$(OldPassword)';
            GO
            PRINT 'not reached';
            """)
        #expect(outcome.trace == ["15313"])
        #expect(outcome.messages.last?.line == 1)
        #expect(outcome.messages.last?.fileLine == 12)
        #expect(try await connection.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Ten-Grey-Herons-43'") == [])
    }

    @Test func aReportHasItsShare() async throws {
        let outcome = try await connection().run(
            """
            DECLARE @total int, @open int, @share decimal(5, 2);
            SELECT @total = COUNT(*), @open = SUM(CASE WHEN is_master_key_encrypted_by_server = 1 THEN 1 ELSE 0 END)
            FROM sys.databases WHERE database_id > 4;
            SET @share = 100.0 * @open / NULLIF(@total, 0);
            PRINT REPLICATE('-', 20);
            PRINT CAST(@open AS varchar(10)) + ' of ' + CAST(@total AS varchar(10)) + ' (' + CAST(@share AS varchar(10)) + ' %)';
            SELECT d.name, DATEDIFF(day, d.create_date, GETDATE()) AS age, CONVERT(varchar(10), d.create_date, 120) AS created
            FROM sys.databases AS d WHERE d.database_id > 4 AND d.create_date < DATEADD(YEAR, 1, GETDATE()) ORDER BY d.name DESC;
            """)
        #expect(outcome.trace == [String(repeating: "-", count: 20), "2 of 3 (66.67 %)"])
        #expect(
            outcome.results.first?.rows.map { $0.prefix(2).map(\.description) } == [
                ["Orders", "0"], ["Ledger", "0"], ["Archive", "0"],
            ])
    }

    /// What a rehearsal tells of what it cannot do: by its name, and once.
    @Test func tablesAreRefusedByName() async throws {
        var connection = try await connection()
        connection.options.strictness = .lenient
        let outcome = try await connection.run(
            """
            CREATE TABLE #keys (database_name sysname, key_name sysname);
            EXEC sp_MSforeachdb N'USE [?]; INSERT #keys SELECT DB_NAME(), name FROM sys.symmetric_keys';
            DECLARE @work TABLE (id int IDENTITY(1, 1) PRIMARY KEY, db sysname);
            EXEC master..xp_cmdshell 'dir d:\\keys', no_output;
            PRINT 'end';
            """)
        #expect(outcome.marks == ["1:CREATE TABLE", "2:sp_MSforeachdb", "3:DECLARE TABLE", "4:xp_cmdshell", "5:0"])
    }
}
