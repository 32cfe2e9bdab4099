import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing
import TransactSQL

/// A script that is stopped while somebody reads on: what is told of the statement that ran is what became of it.
@Suite struct StoppedScriptTests {
    /// Stops a script whenever an operation has ended, which is behind its commit.
    private final class StoppingSink: AuditSink {
        let control = Mutex<ScriptControl?>(nil)

        func record(_ event: AuditEvent) async {
            control.withLock { $0 }?.stop()
        }
    }

    /// Reads a script to its end; whether it was cancelled.
    private func isCancelled(_ events: ScriptEvents) async throws -> Bool {
        do {
            for try await _ in events {}
            return false
        } catch is CancellationError {
            return true
        }
    }

    private func userDatabases(of connection: Connection) async throws -> [[String]] {
        try await connection.rows("SELECT name FROM sys.databases WHERE database_id > 4")
    }

    @Test func aStatementBeforeItsCommitIsNotCarriedOut() async throws {
        let store = FaultInjectingStore()
        let connection = Connection(try await TestInstance(store: store))
        let events = connection.scripts.execute("PRINT 'a'\n\nCREATE DATABASE Sales\nCREATE DATABASE Stock")
        let control = events.control
        store.beforeNextWrite { control.stop() }
        #expect(try await isCancelled(events))
        let progress = try #require(control.progress)
        #expect(progress.fileLine == 3 && progress.isWithinStatement && !progress.hasChanged)
        #expect(progress.endedCount == 1)
        #expect(try await userDatabases(of: connection) == [])
    }

    @Test func aStatementBehindItsCommitIsDoneAndTheNextOneDoesNotBegin() async throws {
        let sink = StoppingSink()
        let connection = try await Connection(configure: { $0.auditSinks = [sink] })
        let events = connection.scripts.execute("CREATE DATABASE Sales\nCREATE DATABASE Stock")
        sink.control.withLock { $0 = events.control }
        #expect(try await isCancelled(events))
        let progress = try #require(events.control.progress)
        #expect(progress.fileLine == 1 && !progress.isWithinStatement && progress.endedCount == 1)
        #expect(try await userDatabases(of: connection) == [["Sales"]])
    }

    @Test func theLastStatementBehindItsCommitEndsAsIfNothingHadBeenAsked() async throws {
        let sink = StoppingSink()
        let connection = try await Connection(configure: { $0.auditSinks = [sink] })
        let events = connection.scripts.execute("CREATE DATABASE Sales")
        sink.control.withLock { $0 = events.control }
        #expect(try await !isCancelled(events))
        #expect(try await userDatabases(of: connection) == [["Sales"]])
    }

    @Test func ofSeveralCommitsOfAStatementItIsKnownThatOneWasMade() async throws {
        let sink = StoppingSink()
        let connection = try await Connection(databases: ["Sales", "Stock"], configure: { $0.auditSinks = [sink] })
        let events = connection.scripts.execute("DROP DATABASE Sales, Stock")
        sink.control.withLock { $0 = events.control }
        #expect(try await isCancelled(events))
        let progress = try #require(events.control.progress)
        #expect(progress.isWithinStatement && progress.hasChanged)
        #expect(try await userDatabases(of: connection) == [["Stock"]])
    }

    @Test func whatAStatementRunsIsAPartOfIt() async throws {
        let sink = StoppingSink()
        let connection = try await Connection(configure: { $0.auditSinks = [sink] })
        let events = connection.scripts.execute("PRINT 'a'\nEXECUTE ('CREATE DATABASE Sales; CREATE DATABASE Stock')")
        sink.control.withLock { $0 = events.control }
        #expect(try await isCancelled(events))
        let progress = try #require(events.control.progress)
        #expect(progress.fileLine == 2 && progress.isWithinStatement && progress.hasChanged)
        #expect(try await userDatabases(of: connection) == [["Sales"]])
    }

    @Test func aScriptThatWasStoppedBeforeItBeganDoesNothing() async throws {
        let connection = try await Connection()
        let events = connection.scripts.execute("CREATE DATABASE Sales")
        events.control.stop()
        #expect(try await isCancelled(events))
        #expect(events.control.progress?.fileLine == nil)
        #expect(try await userDatabases(of: connection) == [])
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["WHILE 1 = 1 PRINT 'a'", "again: PRINT 'a'; GOTO again"])
    func aLoopEndsAndTheConnectionIsFree(_ script: String) async throws {
        let connection = try await Connection()
        let events = connection.scripts.execute(script)
        await #expect(throws: CancellationError.self) {
            for try await event in events {
                if case .message = event { events.control.stop() }
            }
        }
        #expect(try await connection.run("PRINT 'b'").printed == ["b"])
    }

    @Test func theLineOfAStatementThatTheStoreFailsIsKnown() async throws {
        let store = FaultInjectingStore()
        let connection = Connection(try await TestInstance(store: store))
        store.schedule = [.failCommit]
        let events = connection.scripts.execute("PRINT 'a'\nGO\n\nCREATE DATABASE Sales")
        await #expect(throws: InjectedFault.self) { for try await _ in events {} }
        #expect(events.control.progress?.fileLine == 4)
    }
}
