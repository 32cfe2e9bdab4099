#if PostgreSQL
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer
import Testing

/// Several hosts on one store: psql is another one, and two stores on one schema stand for two.
@Suite(.needsServer, .serialized) struct SharedStoreTests {
    /// Takes the lock of the writers as another host does, and waits until it is taken.
    ///
    /// - Returns: A task that ends when the lock is given up.
    private func holdLock(_ test: TestStore, seconds: Double) async throws -> Task<Void, any Error> {
        let holding = Task.detached {
            try await test.psqlMeanwhile(
                """
                BEGIN; SELECT * FROM store FOR UPDATE; UPDATE instance SET revision = 77; SELECT pg_sleep(\(seconds)); COMMIT
                """)
        }
        // On a busy machine the lock may be free again before it was seen.
        for _ in 0..<200 {
            if try test.server.psql("SELECT count(*) FROM pg_stat_activity \(Self.sleeping(test))") == "1" { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return holding
    }

    private static func sleeping(_ test: TestStore) -> String {
        "WHERE wait_event = 'PgSleep' AND query LIKE '%TO \(test.schema);%'"
    }

    @Test func aLockThatAnotherHostKeepsIsAConflict() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        let impatient = try await test.reopened(patience: .milliseconds(100))
        let holding = try await holdLock(test, seconds: 600)
        let error = await #expect(throws: HierarchyError.self) {
            try await impatient.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        }
        #expect(error?.code == .conflict)
        #expect(error?.message.contains("host") == true)
        // Readers go on, with the state before.
        #expect(try await impatient.read { try $0.instance()?.revision } == 1)
        try test.server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity \(Self.sleeping(test))")
        _ = try? await holding.value
        // What a host had not committed when it was gone is gone too, and so is its lock.
        try await impatient.write { try $0.put(InstanceRecord.sample(revision: 3)) }
        #expect(try await test.store.read { try $0.instance()?.revision } == 3)
    }

    @Test func aWriterWaitsForAnotherHostAndSeesWhatItWrote() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        let holding = try await holdLock(test, seconds: 3)
        #expect(try await test.store.write { try $0.instance()?.revision } == 77)
        try await holding.value
    }

    @Test func anOperationThatSomebodyCancelsIsNotStartedAgain() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        let holding = try await holdLock(test, seconds: 600)
        let writing = Task { try await test.store.write { try $0.put(InstanceRecord.sample(revision: 2)) } }
        let waiting = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT id%FOR UPDATE'"
        while try test.server.psql("SELECT count(pg_cancel_backend(pid)) \(waiting)") == "0" {
            try await Task.sleep(for: .milliseconds(20))
        }
        let error = await #expect(throws: HierarchyError.self) { try await writing.value }
        #expect(error?.code == .storeFailed)
        #expect(error?.message.contains("cancelled") == true)
        try test.server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity \(Self.sleeping(test))")
        _ = try? await holding.value
        #expect(try await test.store.read { try $0.instance()?.revision } == 1)
    }

    @Test func aStandbyIsToldFromAServerThatFails() async throws {
        let primary = try PostgreSQLServer()
        _ = try await PostgreSQLKeyStore(primary.connection(), access: .create)
        let standby = try PostgreSQLServer(standbyOf: primary, name: "standby")
        let store = try await PostgreSQLKeyStore(
            standby.connection(), schema: "key_hierarchy", access: .readOnly, patience: .milliseconds(100))
        #expect(try await store.read { try $0.instance() } == nil)
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(standby.connection(), access: .readWrite)
                .write { try $0.put(InstanceRecord.sample(revision: 1)) }
        }
        #expect(error?.advice?.contains("standby") == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test(arguments: ["user", "order", "table"])
    func aSchemaMayHaveAReservedWordForItsName(_ schema: String) async throws {
        let server = try PostgreSQLServer.shared.get()
        try server.psql("DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE")
        let store = try await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)
        var changes = store.changes().makeAsyncIterator()
        #expect(await changes.next() == .connected)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 7)) }
        #expect(await changes.next() == .committed(revision: 7))
    }

    @Test func aReaderCannotWrite() async throws {
        let test = try await TestStore()
        let store = try await test.reopened(.readOnly)
        let error = await #expect(throws: HierarchyError.self) { try await store.write { _ in } }
        #expect(error?.code == .storeFailed)
        #expect(try await store.read { try $0.instance() } == nil)
    }

    @Test func aRoleWithoutPermissionIsToldWhatItLacks() async throws {
        let test = try await TestStore()
        try test.server.psql(
            "CREATE ROLE \(test.schema)_reader LOGIN; GRANT USAGE ON SCHEMA \(test.schema) TO \(test.schema)_reader")
        try test.psql("GRANT SELECT ON store TO \(test.schema)_reader")
        let connection = test.server.connection().replacing("user=app", with: "user=\(test.schema)_reader")
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(connection, schema: test.schema)
        }
        #expect(error?.code == .storeFailed)
        #expect(error?.advice?.contains("Grant") == true)
        let store = try await PostgreSQLKeyStore(connection, schema: test.schema, access: .readOnly)
        await #expect(throws: HierarchyError.self) { try await store.read { try $0.instance() } }
    }

    @Test func aStatementThatFailsFailsTheOperationEvenIfNobodyLooks() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        let error = await #expect(throws: HierarchyError.self) {
            try await test.store.write { store in
                try store.put(InstanceRecord.sample(revision: 5))
                // Longer than an index of names takes, and not refused before.
                try? store.put(InstanceRecord.sample(revision: -1))
            }
        }
        #expect(error?.code == .storeFailed)
        #expect(try await test.store.read { try $0.instance()?.revision } == 1)
    }

    @Test func aKeyWithoutItsDatabaseIsRefusedAtTheCommit() async throws {
        let test = try await TestStore()
        let error = await #expect(throws: HierarchyError.self) {
            try await test.store.write { try $0.put(KeyRecord.sample(.masterKey(9), version: 1)) }
        }
        #expect(error?.code == .storeFailed)
        // The server says in detail which values they were; nobody else does.
        #expect(error.map { "\($0)".contains("(9)") } == false)
        #expect(try await test.store.read { try $0.databases(after: nil, limit: 9) }.isEmpty)
    }

    @Test func theSameEncryptionTwiceInOneListIsWrittenOnce() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        let key = KeyIdentifier.masterKey(5)
        try await test.store.write { store in
            var first = try store.encryptions(of: key)[0]
            var second = first
            first.sealed = SealedSecret([1])
            second.sealed = SealedSecret([2])
            try store.put([first, second, first, second])
        }
        #expect(try await test.store.read { try $0.encryptions(of: key)[0].sealed.bytes } == [2])
    }

    @Test func twoHierarchiesOnOneStoreUseNoStaleKey() async throws {
        let test = try await TestStore()
        let protector = try EphemeralRootProtector()
        let first = try await TestInstance(databases: ["Sales"], store: test.store, rootProtectors: [protector])
        let second = try await TestInstance(store: try await test.reopened(), rootProtectors: [protector])
        // Both have the service master key in memory by now.
        try await second.session.createDatabase("Other")
        try await second.session.createMasterKey(in: "Other", password: TestInstance.password)
        for _ in 0..<3 {
            let old = try await second.session.serviceMasterKey().fingerprint
            try await first.session.regenerateServiceMasterKey()
            let new = try await first.session.serviceMasterKey().fingerprint
            #expect(new != old)
            // What the second one does now is under the new key, which the first one opens.
            #expect(try await second.session.serviceMasterKey().fingerprint == new)
            try await second.session.regenerateMasterKey(of: "Other", password: TestInstance.password)
            #expect(
                try await second.session.masterKey(of: "Sales")?.fingerprint
                    == first.session.masterKey(of: "Sales")?.fingerprint)
            try await first.session.regenerateMasterKey(of: "Other", password: TestInstance.password)
        }
    }
}
#endif
