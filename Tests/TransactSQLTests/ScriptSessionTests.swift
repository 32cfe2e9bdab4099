import KeyHierarchy
import KeyHierarchyTesting
import Testing
import TransactSQL

@Suite struct ScriptSessionTests {
    @Test func aConnectionKeepsWhatAServerKeeps() async throws {
        let connection = try await Connection(databases: ["Sales"])
        _ = try await connection.run("USE Sales; SET NOCOUNT ON; DECLARE @x int = 1")
        #expect(connection.scripts.database == "Sales")
        let outcome = try await connection.run("SELECT DB_NAME()")
        #expect(outcome.results.last?.rows == [[.text("Sales")]])
        #expect(outcome.rowCounts == [])
        #expect(try await connection.errors("PRINT @x") == [137])
    }

    @Test func batchesBeginAndEnd() async throws {
        let outcome = try await Connection().run("\n \nGO\nSELECT 1\nGO")
        #expect(
            outcome.events == [
                .batchBegan(line: 4),
                .resultSet(ResultSet(columns: [ResultColumn("", SQLType(.int))], rows: [[.int(1)]])),
                .rowsAffected(1), .batchEnded,
            ])
    }

    @Test func useIsConfirmed() async throws {
        let outcome = try await Connection(databases: ["Sales"]).run("USE SALES")
        #expect(outcome.messages.map(\.description) == ["Changed database context to 'Sales'."])
    }

    /// Nothing runs ahead of its reader: the loop would otherwise fill the memory.
    @Test func aScriptWaitsForItsReader() async throws {
        let connection = try await Connection()
        var count = 0
        for try await event in connection.scripts.execute("WHILE 1 = 1 PRINT 'a'") {
            if case .message = event { count += 1 }
            if count == 1000 { break }
        }
        // The connection is free again once the reader has gone.
        #expect(try await connection.run("PRINT 'b'").printed == ["b"])
    }

    @Test func nothingRunsBeforeItsEventsAreAskedFor() async throws {
        let connection = try await Connection()
        let events = connection.scripts.execute("CREATE DATABASE Sales")
        #expect(try await connection.run("SELECT DB_ID('Sales')").results.last?.rows == [[.null]])
        for try await _ in events {}
        #expect(try await connection.run("SELECT DB_ID('Sales')").results.last?.rows == [[.int(5)]])
    }

    @Test(arguments: ["WHILE 1 = 1 SET NOCOUNT ON", "WAITFOR DELAY '23:59:59'", "again: GOTO again"])
    func aCancelledTaskEndsItsScript(_ script: String) async throws {
        let connection = try await Connection()
        let task = Task {
            for try await event in connection.scripts.execute(script) where event == .batchBegan(line: 1) {
                unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await connection.run("PRINT 'b'").printed == ["b"])
    }

    @Test func twoScriptsAtOnceAreRefused() async throws {
        let connection = try await Connection()
        var first = connection.scripts.execute("PRINT 'a'; PRINT 'b'").makeAsyncIterator()
        _ = try await first.next()
        let error = await #expect(throws: ScriptError.self) { try await connection.run("PRINT 'c'") }
        #expect(error?.code == .busy)
        while try await first.next() != nil {}
        #expect(try await connection.run("PRINT 'c'").printed == ["c"])
    }

    @Test func aFailingStoreEndsTheScript() async throws {
        let store = FaultInjectingStore()
        let connection = Connection(try await TestInstance(store: store))
        store.schedule = [.failCommit]
        await #expect(throws: (any Error).self) { try await connection.run("CREATE DATABASE Sales\nGO\nPRINT 'b'") }
        #expect(try await connection.run("CREATE DATABASE Sales").marks == [])
    }
}
