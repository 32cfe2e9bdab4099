import Testing

@testable import TransactSQL

/// Rows of the catalog, one at a time.
@Suite struct CursorTests {
    private static let declare =
        "DECLARE @n sysname; DECLARE c CURSOR SCROLL FOR SELECT name FROM sys.databases ORDER BY database_id; "

    static let scripts: [(script: String, trace: [String])] = [
        (
            """
            DECLARE @n sysname, @id int;
            DECLARE dbs CURSOR LOCAL FAST_FORWARD FOR SELECT name, database_id FROM sys.databases WHERE database_id < 3;
            OPEN dbs;
            FETCH NEXT FROM dbs INTO @n, @id;
            WHILE @@FETCH_STATUS = 0 BEGIN PRINT CONCAT(@id, ' ', @n); FETCH NEXT FROM dbs INTO @n, @id; END
            CLOSE dbs; DEALLOCATE dbs;
            """, ["1 master", "2 tempdb"]
        ),
        (
            declare + "OPEN c; FETCH LAST FROM c INTO @n; PRINT @n; FETCH PRIOR FROM c INTO @n; PRINT @n",
            ["msdb", "model"]
        ),
        (
            declare + "OPEN c; FETCH ABSOLUTE -1 FROM c INTO @n; PRINT @n; FETCH RELATIVE -3 FROM c INTO @n; PRINT @n; "
                + "FETCH FIRST FROM c INTO @n; PRINT @n; FETCH PRIOR FROM c INTO @n; PRINT @@FETCH_STATUS; PRINT @n",
            ["msdb", "master", "master", "-1", "master"]
        ),
        (declare + "OPEN c; FETCH ABSOLUTE 9223372036854775807 FROM c INTO @n; PRINT @@FETCH_STATUS", ["-1"]),
        (declare + "OPEN c; FETCH ABSOLUTE -9223372036854775807 FROM c; FETCH RELATIVE 9223372036854775807 FROM c", []),
        // It belongs to the connection, unless it is LOCAL.
        (
            declare + "\nGO\nOPEN c; DECLARE @n sysname; FETCH c INTO @n; PRINT @n; PRINT @@CURSOR_ROWS",
            ["master", "4"]
        ),
        ("DECLARE c CURSOR LOCAL FOR SELECT 1 AS a\nGO\nOPEN c", ["16916"]),
        ("DECLARE c CURSOR LOCAL FOR SELECT 1 AS a; EXEC('OPEN c'); PRINT 'b'", ["16916", "b"]),
        (
            "DECLARE c CURSOR GLOBAL FOR SELECT 1 AS a; DECLARE c CURSOR LOCAL FOR SELECT 2 AS a; DECLARE @a int; OPEN GLOBAL c; "
                + "OPEN c; FETCH c INTO @a; PRINT @a; FETCH GLOBAL c INTO @a; PRINT @a",
            ["2", "1"]
        ),
        // Variables hold them too.
        (
            "DECLARE @c CURSOR, @a int; SET @c = CURSOR FOR SELECT 7 AS a; OPEN @c; FETCH NEXT FROM @c INTO @a; PRINT @a; "
                + "CLOSE @c; DEALLOCATE @c; OPEN @c", ["7", "16950"]
        ),
        // It has the rows as they were when it was opened.
        (
            "DECLARE @n sysname; DECLARE c CURSOR FOR SELECT name FROM sys.databases WHERE database_id > 4; CREATE DATABASE A; "
                + "OPEN c; CREATE DATABASE B; FETCH c INTO @n; PRINT @n; FETCH c INTO @n; PRINT @@FETCH_STATUS; CLOSE c; OPEN c; "
                + "FETCH c INTO @n; FETCH c INTO @n; PRINT @n", ["A", "-1", "B"]
        ),
        // What is wrong.
        ("OPEN c", ["16916"]), ("FETCH NEXT FROM c", ["16916"]), ("DEALLOCATE c", ["16916"]),
        (declare + "CLOSE c", ["16917"]),
        (declare + "FETCH c INTO @n", ["16917"]), (declare + "OPEN c; OPEN c", ["16905"]),
        (declare + declare.dropFirst(19), ["16915"]),
        (declare + "OPEN c; FETCH c INTO @n, @n", ["16924"]),
        ("DECLARE c CURSOR FOR SELECT 1 AS a; OPEN c; FETCH PRIOR FROM c", ["16911"]),
        ("DECLARE c CURSOR FOR SELECT nothing FROM sys.databases", ["207"]),
        ("DECLARE @i int; DECLARE c CURSOR FOR SELECT 'x' AS a; OPEN c; FETCH c INTO @i; PRINT 'b'", ["245"]),
        (
            declare + "PRINT CURSOR_STATUS('global', 'c'); OPEN c; PRINT CURSOR_STATUS('global', 'C'); "
                + "PRINT CURSOR_STATUS('local', 'c'); PRINT CURSOR_STATUS('variable', '@x')", ["-1", "1", "-3", "-2"]
        ),
    ]

    @Test(arguments: scripts)
    func traces(_ script: String, _ trace: [String]) async throws {
        #expect(try await Connection().run(script).trace == trace)
    }

    @Test func withoutVariablesARowIsAResult() async throws {
        let outcome = try await Connection().run(
            "DECLARE c CURSOR FOR SELECT name FROM sys.databases WHERE database_id = 1; OPEN c; FETCH NEXT FROM c; FETCH NEXT FROM c"
        )
        #expect(outcome.results.map(\.rows) == [[[.text("master")]], []])
        #expect(outcome.rowCounts == [1, 0])
    }

    @Test func theRowsOfAllOpenCursorsAreBounded() async throws {
        var connection = try await Connection()
        connection.options.limits.result = 10_000
        let open = "CURSOR FOR SELECT REPLICATE('x', 1500) AS x FROM sys.databases; OPEN"
        #expect(try await connection.errors("DECLARE a \(open) a") == [])
        #expect(try await connection.errors("DECLARE b \(open) b") == [701])
        #expect(try await connection.errors("CLOSE a; DEALLOCATE b; DECLARE b \(open) b") == [])
    }
}
