#if PostgreSQL
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer
import Testing

@Suite(.needsServer, .serialized) struct ChangesTests {
    @Test(.timeLimit(.minutes(10))) func commitsAreToldAndRollbacksAreNot() async throws {
        let test = try await TestStore()
        let other = try await test.reopened()
        var changes = other.changes().makeAsyncIterator()
        #expect(await changes.next() == .connected)
        try await test.store.write { try $0.put(InstanceRecord.sample(revision: 1)) }
        _ = try? await test.store.write { store in
            try store.put(InstanceRecord.sample(revision: 2))
            throw CancellationError()
        }
        try test.psql("NOTIFY \(test.schema), 'hello'")
        try await test.store.write { try $0.put(InstanceRecord.sample(revision: 3)) }
        #expect(await changes.next() == .committed(revision: 1))
        #expect(await changes.next() == .committed(revision: 3))
    }

    @Test(.timeLimit(.minutes(10))) func aServerThatWasStartedAgainIsListenedToAgain() async throws {
        let server = try PostgreSQLServer()
        let store = try await PostgreSQLKeyStore(server.connection(), access: .create)
        var changes = store.changes().makeAsyncIterator()
        #expect(await changes.next() == .connected)
        server.kill()
        try server.start()
        #expect(await changes.next() == .connected)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 9)) }
        #expect(await changes.next() == .committed(revision: 9))
    }

    @Test(.timeLimit(.minutes(10))) func aSequenceThatIsNoLongerUsedClosesItsConnection() async throws {
        let test = try await TestStore()
        let query = "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN \"\(test.schema)\"'"
        do {
            var changes = test.store.changes().makeAsyncIterator()
            #expect(await changes.next() == .connected)
            #expect(try test.server.psql(query) == "1")
        }
        while try test.server.psql(query) != "0" { try await Task.sleep(for: .milliseconds(50)) }
    }
}
#endif
