import Testing

@testable import TransactSQL

/// Jumps, and statements that are withheld.
@Suite struct FlowTests {
    @Test(arguments: [
        ("GOTO nowhere", 133), ("BREAK", 135), ("CONTINUE", 136), ("RETURN 1", 178),
        ("l: PRINT 'x'\nL: PRINT 'y'", 132),
        ("IF 1 = 0 BREAK", 135), ("BEGIN TRY GOTO nowhere END TRY BEGIN CATCH END CATCH", 133),
        ("WHILE 1 = 0 BREAK\nBREAK", 135), ("BEGIN TRY THROW END TRY BEGIN CATCH END CATCH", 10704),
    ])
    func aJumpThatLeadsNowhereRefusesTheBatch(_ statement: String, _ number: Int) async throws {
        let outcome = try await Connection().run("PRINT 'ran'\n\(statement)")
        #expect(outcome.messages.map(\.number) == [number])
        #expect(outcome.messages.first?.severity == 15)
        #expect(outcome.messages.first?.line == 2 + statement.filter(\.isNewline).count)
    }

    @Test func jumpsWithinTheRulesAreDone() async throws {
        let script = """
            DECLARE @i int = 0
            again: SET @i += 1
            IF @i < 3 GOTO AGAIN
            WHILE 1 = 1 BEGIN SET @i += 1 IF @i < 6 CONTINUE BREAK END
            PRINT @i
            RETURN
            PRINT 'not reached'
            """
        #expect(try await Connection().run(script).printed == ["6"])
    }

    @Test func aTextWithinACatchHasNoErrorToThrowAgain() async throws {
        let script = "BEGIN TRY DROP CERTIFICATE x END TRY BEGIN CATCH EXEC ('THROW') END CATCH"
        #expect(try await Connection().errors(script) == [10704])
        let within = "BEGIN TRY DROP CERTIFICATE x END TRY BEGIN CATCH IF 1 = 1 BEGIN THROW END END CATCH"
        #expect(try await Connection().errors(within) == [15151])
    }

    @Test func aJumpIntoABlockIsNotModelled() async throws {
        let outcome = try await Connection().run("GOTO l\nIF 1 = 1 BEGIN l: PRINT 'x' END\nGO\nPRINT 'y'")
        #expect(outcome.unmodelled.map(\.name) == ["GOTO into a block"])
        #expect(outcome.printed == ["y"])
    }

    // MARK: Statements that are withheld

    @Test(arguments: ["NOEXEC", "FMTONLY", "SHOWPLAN_XML", "noexec"])
    func underAnOptionThatWithholdsThemStatementsDoNotRun(_ option: String) async throws {
        let script = """
            PRINT 'a'
            SET \(option) ON
            PRINT 'b'
            CREATE DATABASE d
            GO
            PRINT 'c'
            WHILE 1 = 1 PRINT 'd'
            SET \(option) OFF
            PRINT 'e'
            SELECT name FROM sys.databases WHERE name = 'd'
            """
        let outcome = try await Connection().run(script)
        #expect(outcome.printed == ["a", "e"])
        #expect(outcome.results.map(\.rows) == [[]])
        #expect(outcome.unmodelled.map(\.name) == (option.uppercased() == "NOEXEC" ? [] : ["SET \(option) ON"]))
    }

    @Test(.timeLimit(.minutes(10))) func aLoopThatWithholdsItsStatementsEnds() async throws {
        let outcome = try await Connection().run("WHILE 1 = 1 SET NOEXEC ON\nGO\nSET NOEXEC OFF PRINT 'x'")
        #expect(outcome.printed == ["x"])
    }

    @Test func parseOnlyHoldsForTheBatchThatSetsIt() async throws {
        let script = """
            PRINT 'a'
            IF 1 = 0 SET PARSEONLY ON
            GO
            PRINT 'b'
            SELECT nope FROM nowhere
            GO
            SELECT FROM
            GO
            SET PARSEONLY OFF
            PRINT 'c'
            """
        let outcome = try await Connection().run(script)
        #expect(outcome.printed == ["c"])
        #expect(outcome.messages.filter(\.isError).count == 1)
    }

    @Test func whatATextSetsEndsWithIt() async throws {
        let outcome = try await Connection().run("EXEC ('SET NOEXEC ON PRINT 1')\nPRINT 2")
        #expect(outcome.printed == ["2"])
    }

    // MARK: @@ROWCOUNT

    @Test(arguments: [
        "USE master", "SET NOCOUNT ON", "RAISERROR('', 0, 1)", "DROP CERTIFICATE nope", "PRINT 'x'",
        "CREATE DATABASE d", "BEGIN TRAN", "DEALLOCATE nope", "RAISERROR('', 16, 1)",
    ])
    func theCountOfRowsIsZeroBehind(_ statement: String) async throws {
        let outcome = try await Connection().run("SELECT name FROM sys.databases\n\(statement)\nSELECT @@ROWCOUNT")
        #expect(outcome.results.last?.rows == [[.int(0)]])
    }

    @Test(arguments: [("DECLARE @a int = 7", 1), ("SET @n = 7", 1), ("DECLARE @a int", 4)])
    func aValueCountsAsARow(_ statement: String, _ count: Int) async throws {
        let outcome = try await Connection().run(
            "DECLARE @n int\nSELECT name FROM sys.databases\n\(statement)\nSELECT @@ROWCOUNT")
        #expect(outcome.results.last?.rows == [[.int(Int64(count))]])
    }

    @Test func theCountOfRowsIsThereForTheStatementItself() async throws {
        let script = """
            SELECT name FROM sys.databases
            PRINT @@ROWCOUNT
            SELECT name FROM sys.databases
            IF 1 = 1 BEGIN DECLARE @n int = @@ROWCOUNT PRINT @n END
            """
        #expect(try await Connection().run(script).printed == ["4", "4"])
    }
}
