import Testing
import TransactSQL

/// What an error stops, and what catches it.
@Suite struct ErrorSemanticsTests {
    /// A script, and what it prints besides the numbers of its errors.
    static let scripts: [(script: String, trace: [String])] = [
        // An error ends its statement.
        ("PRINT 'a'; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'; PRINT 'b'", ["a", "15151", "b"]),
        ("USE nowhere; PRINT DB_NAME()", ["911", "master"]),
        // An error of the syntax or of a name refuses the batch; the next one runs.
        ("PRINT 'a'; CREATE MASTER KEY ENCRYPTION BY\nGO\nPRINT 'b'", ["102", "b"]),
        ("PRINT 'a'; PRINT @x\nGO\nPRINT 'b'", ["137", "b"]),
        ("PRINT 'a'; SELECT nothing FROM sys.databases\nGO\nPRINT 'b'", ["207", "b"]),
        ("PRINT 'a'; PRINT NOSUCH(1)\nGO\nPRINT 'b'", ["195", "b"]),
        ("DECLARE @a int; DECLARE @A int; PRINT 'a'", ["134"]),
        // A missing table shows when it is looked for, and ends the batch.
        ("PRINT 'a'; SELECT * FROM dbo.nothing; PRINT 'b'\nGO\nPRINT 'c'", ["a", "208", "c"]),
        ("IF 1 = 0 SELECT * FROM dbo.nothing; PRINT 'b'", ["b"]),
        // A failed conversion ends the batch.
        ("PRINT 'a'; PRINT CAST('x' AS int); PRINT 'b'\nGO\nPRINT 'c'", ["a", "245", "c"]),
        ("PRINT 1 / 0; PRINT 'b'", ["8134", "b"]),
        // XACT_ABORT ends the batch at any error, but for RAISERROR's.
        ("SET XACT_ABORT ON; USE nowhere; PRINT 'b'", ["911"]),
        ("SET XACT_ABORT ON; RAISERROR('x', 16, 1); PRINT 'b'", ["50000", "b"]),
        ("SET XACT_ABORT ON; BEGIN TRAN; USE nowhere;\nGO\nPRINT @@TRANCOUNT", ["911", "0"]),
        ("BEGIN TRAN; USE nowhere; PRINT @@TRANCOUNT; ROLLBACK", ["911", "1"]),
        // TRY and CATCH.
        (
            "BEGIN TRY CLOSE MASTER KEY; PRINT 'b' END TRY BEGIN CATCH PRINT ERROR_NUMBER(); PRINT ERROR_SEVERITY(); "
                + "PRINT ERROR_STATE(); PRINT ERROR_LINE() END CATCH; PRINT 'c'",
            ["15315", "16", "1", "1", "c"]
        ),
        ("BEGIN TRY USE nowhere END TRY BEGIN CATCH THROW END CATCH; PRINT 'c'", ["911"]),
        (
            "BEGIN TRY PRINT 1/0 END TRY BEGIN CATCH PRINT ERROR_MESSAGE() END CATCH",
            ["Divide by zero error encountered."]
        ),
        ("PRINT ISNULL(ERROR_MESSAGE(), 'none')", ["none"]),
        // Nested, and an error within CATCH.
        (
            "BEGIN TRY BEGIN TRY USE nowhere END TRY BEGIN CATCH CLOSE MASTER KEY END CATCH END TRY "
                + "BEGIN CATCH PRINT ERROR_NUMBER() END CATCH",
            ["15315"]
        ),
        (
            "BEGIN TRY USE nowhere END TRY BEGIN CATCH BEGIN TRY PRINT 1/0 END TRY BEGIN CATCH PRINT ERROR_NUMBER() "
                + "END CATCH; PRINT ERROR_NUMBER() END CATCH",
            ["8134", "911"]
        ),
        // A missing table is not caught at its own level, and is one level up.
        (
            "BEGIN TRY SELECT * FROM dbo.nothing END TRY BEGIN CATCH PRINT 'caught' END CATCH\nGO\nPRINT 'c'",
            ["208", "c"]
        ),
        ("BEGIN TRY EXEC('SELECT * FROM dbo.nothing') END TRY BEGIN CATCH PRINT 'caught' END CATCH", ["caught"]),
        ("BEGIN TRY EXEC('SELEC') END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH", ["2812"]),
        // Conversions are caught.
        (
            "BEGIN TRY PRINT CAST('x' AS int) END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH; PRINT 'c'",
            ["245", "c"]
        ),
        // THROW.
        ("THROW 50001, 'mine', 5; PRINT 'b'", ["50001"]),
        ("THROW 49999, 'mine', 5; PRINT 'b'", ["35100"]),
        ("THROW; PRINT 'b'", ["10704"]),
        // RAISERROR.
        ("RAISERROR('n %d of %s', 10, 1, 3, 'five'); PRINT 'b'", ["n 3 of five", "b"]),
        ("RAISERROR(15578, 16, 1); PRINT 'b'", ["15578", "b"]),
        ("RAISERROR(60000, 16, 1)", ["18054"]),
        ("RAISERROR(12000, 16, 1)", ["2732"]),
        ("RAISERROR('x', 19, 1); PRINT 'b'", ["2754", "b"]),
        ("RAISERROR('x', 20, 1) WITH LOG; PRINT 'b'\nGO\nPRINT 'c'", ["50000"]),
        ("BEGIN TRY RAISERROR('x', 11, 1) END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH", ["50000"]),
        ("BEGIN TRY RAISERROR('x', 10, 1); PRINT 'b' END TRY BEGIN CATCH PRINT 'caught' END CATCH", ["x", "b"]),
        // @@ERROR is of the statement before.
        ("USE nowhere; PRINT @@ERROR; PRINT @@ERROR", ["911", "911", "0"]),
        ("USE nowhere; IF @@ERROR = 911 PRINT @@ERROR", ["911", "0"]),
        ("USE nowhere; DECLARE @e int = @@ERROR; PRINT @e", ["911", "911"]),
        ("USE nowhere; DECLARE @e int = 1; PRINT @@ERROR", ["911", "0"]),
        ("USE nowhere; DECLARE @e int; PRINT @@ERROR", ["911", "911"]),
        ("USE nowhere\nGO\nPRINT @@ERROR", ["911", "911"]),
        // EXEC: its text has a life of its own.
        ("EXEC('PRINT ''a''; USE nowhere; PRINT ''b'''); PRINT 'c'", ["a", "911", "b", "c"]),
        ("EXEC('PRINT CAST(''x'' AS int)'); PRINT 'c'", ["245"]),
        ("DECLARE @x int = 1; EXEC('PRINT @x'); PRINT 'c'", ["137", "c"]),
        ("EXEC('SELECT * FROM dbo.nothing'); PRINT 'c'", ["208", "c"]),
        ("EXEC('RETURN'); PRINT 'c'", ["c"]),
        ("EXEC('CREATE DATABASE Sales; USE Sales'); PRINT DB_NAME()", ["master"]),
        ("EXEC nosuch; PRINT 'c'", ["2812", "c"]),
        // Flow.
        (
            "DECLARE @i int = 0; WHILE @i < 5 BEGIN SET @i += 1; IF @i = 2 CONTINUE; IF @i = 4 BREAK; PRINT @i END",
            ["1", "3"]
        ),
        ("GOTO last; PRINT 'a'; last: PRINT 'b'", ["b"]),
        ("PRINT 'a'; RETURN; PRINT 'b'\nGO\nPRINT 'c'", ["a", "c"]),
        ("IF NULL = NULL PRINT 'a' ELSE PRINT 'b'", ["b"]),
        // Transactions that have nothing in them.
        ("COMMIT", ["3902"]), ("ROLLBACK", ["3903"]),
        (
            "BEGIN TRAN; BEGIN TRAN; PRINT @@TRANCOUNT; COMMIT; PRINT @@TRANCOUNT; ROLLBACK; PRINT @@TRANCOUNT",
            ["2", "1", "0"]
        ),
        ("BEGIN TRAN; CREATE DATABASE Sales; ROLLBACK", ["226"]),
        ("BEGIN TRAN; RESTORE DATABASE Sales FROM DISK = 'x'; ROLLBACK", ["3021"]),
        (
            "BEGIN TRAN; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'; ROLLBACK",
            ["CREATE MASTER KEY in a transaction"]
        ),
        // A conversion that fails takes the transaction with the batch; under a TRY it can only be rolled back.
        ("BEGIN TRAN; PRINT CAST('x' AS int)\nGO\nPRINT @@TRANCOUNT", ["245", "0"]),
        ("BEGIN TRAN; PRINT CAST('x' AS float)\nGO\nPRINT @@TRANCOUNT", ["8114", "0"]),
        ("BEGIN TRAN; EXEC('PRINT CAST(''x'' AS datetime)')\nGO\nPRINT @@TRANCOUNT", ["241", "0"]),
        (
            "BEGIN TRAN; BEGIN TRY PRINT CAST('x' AS uniqueidentifier) END TRY BEGIN CATCH PRINT XACT_STATE(); "
                + "BEGIN TRY COMMIT END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH END CATCH; PRINT 'b'\nGO\n"
                + "PRINT @@TRANCOUNT",
            ["-1", "3930", "b", "3998", "0"]
        ),
        (
            "BEGIN TRAN; BEGIN TRY PRINT CAST('x' AS int) END TRY BEGIN CATCH ROLLBACK END CATCH; PRINT @@TRANCOUNT",
            ["0"]
        ),
        (
            "BEGIN TRAN; BEGIN TRY PRINT CAST('x' AS int) END TRY BEGIN CATCH THROW END CATCH\nGO\nPRINT @@TRANCOUNT",
            ["245", "3998", "0"]
        ),
        (
            "SET XACT_ABORT ON; BEGIN TRAN; BEGIN TRY USE nowhere END TRY BEGIN CATCH PRINT XACT_STATE() END CATCH\n"
                + "GO\nPRINT @@TRANCOUNT",
            ["-1", "3998", "0"]
        ),
        // Other errors that end the batch leave the transaction.
        ("BEGIN TRAN; SELECT * FROM dbo.nothing\nGO\nPRINT @@TRANCOUNT; ROLLBACK", ["208", "1"]),
        ("BEGIN TRAN; THROW 50001, 'mine', 1\nGO\nPRINT @@TRANCOUNT; ROLLBACK", ["50001", "1"]),
        (
            "BEGIN TRAN; BEGIN TRY THROW 50001, 'mine', 1 END TRY BEGIN CATCH PRINT XACT_STATE() END CATCH; ROLLBACK",
            ["1"]
        ),
        // An option that must be there is an error of the syntax where it is not.
        ("PRINT 'a'; BACKUP CERTIFICATE c TO FILE = 'c' WITH PRIVATE KEY (FILE = 'k')", ["102"]),
    ]

    @Test(arguments: scripts)
    func traces(_ script: String, _ trace: [String]) async throws {
        let outcome = try await Connection().run(script)
        #expect(outcome.trace == trace)
    }

    @Test func linesAreThoseOfTheBatchAndOfTheScript() async throws {
        let connection = try await Connection()
        let script =
            "-- one\nGO\n\nUSE nowhere\nPRINT 1/0;\nGO\nEXEC('\n\nUSE nowhere')\nBEGIN TRY\nUSE nowhere\nEND TRY\nBEGIN CATCH\nTHROW;\nEND CATCH"
        let errors = try await connection.run(script).messages.filter(\.isError)
        #expect(errors.map(\.line) == [2, 3, 3, 5])
        #expect(errors.map(\.fileLine) == [4, 5, 7, 11])
    }

    @Test func anErrorPrintsAsToolsPrintIt() async throws {
        let outcome = try await Connection().run("\nCREATE MASTER KEY ENCRYPTION BY PASSWORD = 'short'")
        #expect(
            outcome.messages.map(\.description) == [
                "Msg 33062, Level 16, State 1, Line 2\nPassword validation failed. The password does not meet SQL Server "
                    + "password policy requirements because it is too short. The password must be at least 8 characters."
            ])
    }

    @Test(arguments: [("short", 15116), ("allsmallletters", 15118)])
    func onWindowsThePolicyHasOtherNumbers(_ password: String, _ number: Int) async throws {
        var connection = try await Connection()
        connection.options.passwordMessages = .operatingSystemPolicy
        #expect(try await connection.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = '\(password)'") == [number])
    }

    @Test func strictRunsEndAtWhatIsNotModelled() async throws {
        var connection = try await Connection()
        let script = "PRINT 'a'; CREATE LOGIN x WITH PASSWORD = 'Abcd1234.'; PRINT 'b'\nGO\nPRINT 'c'"
        #expect(try await connection.run(script).trace == ["a", "CREATE LOGIN", "b", "c"])
        connection.options.strictness = .strict
        let outcome = try await connection.run(script)
        #expect(outcome.trace == ["a", "CREATE LOGIN"])
        #expect(outcome.events.last == .batchEnded)
    }

    @Test func aScriptStopsAfterAFailedBatchWhenAskedTo() async throws {
        var connection = try await Connection()
        connection.options.stopsOnError = true
        #expect(try await connection.run("USE nowhere; PRINT 'a'\nGO\nPRINT 'b'").trace == ["911", "a"])
        #expect(try await connection.run("PRINT 'b'").trace == ["b"])
    }

    @Test func aBatchRunsAsOftenAsItsSeparatorSays() async throws {
        let connection = try await Connection()
        #expect(try await connection.run("PRINT 'a'\nGO 3\nPRINT 'b'\nGO 0").printed == ["a", "a", "a"])
    }
}

extension Outcome {
    /// What is printed, and in its place among that the numbers of errors and the names of what is not modelled.
    var trace: [String] {
        events.compactMap { event in
            switch event {
            case .message(let message) where message.number == 5701: nil
            case .message(let message): message.isError ? "\(message.number)" : message.text
            case .unmodelled(let diagnostic): diagnostic.name
            default: nil
            }
        }
    }
}
