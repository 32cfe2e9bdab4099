#if PostgreSQL
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer
import Testing

/// Connections that break at a commit, and servers that are killed.
@Suite(.needsServer, .serialized) struct LostCommitTests {
    private let test: TestStore
    private let proxy: DroppingProxy

    init() async throws {
        test = try await TestStore()
        try await test.store.write { try $0.put(InstanceRecord.sample(revision: 1)) }
        proxy = try DroppingProxy(before: test.server)
    }

    private func store(patience: Duration = .seconds(60)) async throws -> PostgreSQLKeyStore {
        try await PostgreSQLKeyStore(proxy.connection(), schema: test.schema, access: .readWrite, patience: patience)
    }

    private func revision() async throws -> Int64? {
        try await test.store.read { try $0.instance()?.revision }
    }

    @Test func aCommitThatWasCarriedOutIsReportedThoughItsAnswerIsLost() async throws {
        let store = try await store()
        for number in 1...5 {
            proxy.setFates(.dropAnswer)
            let result = try await store.write { store in
                guard var instance = try store.instance() else { return Int64(-1) }
                instance.revision += 1
                try store.put(instance)
                return instance.revision
            }
            #expect(result == Int64(number) + 1)
            #expect(proxy.droppedCount == number)
        }
        #expect(try await revision() == 6)
    }

    /// A server that is asked what became of a commit can go away before it has answered.
    @Test func aConnectionThatIsLostWhileItIsAskedIsAskedAgain() async throws {
        let store = try await store()
        proxy.setFates(.dropAnswer, .dropAnswer, .dropRequest)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        #expect(proxy.droppedCount == 3)
        #expect(try await revision() == 2)
    }

    @Test func aCommitThatNeverArrivedIsAConflict() async throws {
        let store = try await store()
        proxy.setFates(.dropRequest)
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        }
        #expect(error?.code == .conflict)
        #expect(try await revision() == 1)
        // And the next one is as good as any.
        try await store.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        #expect(try await revision() == 2)
    }

    @Test func whatCannotBeAskedIsSaidWithTheQuestionToAsk() async throws {
        let store = try await store(patience: .milliseconds(300))
        proxy.setFates(.dropAnswerAndStayAway)
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        }
        #expect(error?.code == .outcomeUnknown && error?.description.contains("rolled back") == false)
        // The advice ends in a line that is a query and nothing else; it says 1 for an operation that is there.
        let query = try #require(error?.advice?.split(separator: "\n").last)
        #expect(query.hasPrefix("SELECT ") && query.hasSuffix(";"))
        #expect(try test.server.psql(String(query)) == "1")
        #expect(try await revision() == 2)
        proxy.setFates()
        #expect(try await store.read { try $0.instance()?.revision } == 2)
    }

    @Test func anOperationOfTheHierarchyIsCarriedOutOnceWhereverItsConnectionBreaks() async throws {
        let protector = try EphemeralRootProtector()
        let other = try await TestStore()
        let proxied = try await PostgreSQLKeyStore(proxy.connection(), schema: other.schema)
        let instance = try await TestInstance(store: proxied, rootProtectors: [protector])
        for (number, fate) in [DroppingProxy.Fate.dropRequest, .dropAnswer, .dropRequest, .dropAnswer].enumerated() {
            proxy.setFates(fate)
            try await instance.session.createDatabase(DatabaseName("Database \(number)"))
        }
        #expect(proxy.droppedCount == 4)
        #expect(try await instance.session.databases().count == 4 + 4)
    }

    /// The commit is there, but nobody has shown that the standby has it: to report success could lose it.
    @Test func aCommitThatItsStandbyNeedNotHaveIsNoSuccess() async throws {
        let server = try PostgreSQLServer()
        // The server says so in a warning, which some would rather not see.
        try server.psql("ALTER ROLE app SET client_min_messages = error")
        let store = try await PostgreSQLKeyStore(server.connection(), access: .create)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 1)) }
        try server.psql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        try server.psql("SELECT pg_reload_conf()")
        while try server.psql("SHOW synchronous_standby_names") != "standby" {
            try await Task.sleep(for: .milliseconds(20))
        }
        let writing = Task { try await store.write { try $0.put(InstanceRecord.sample(revision: 2)) } }
        try await endWait(of: server, by: "pg_terminate_backend")
        // The store asks what became of it, and waits for the standby itself.
        try await endWait(of: server, by: "pg_cancel_backend")
        let error = await #expect(throws: HierarchyError.self) { try await writing.value }
        #expect(error?.code == .outcomeUnknown)
        #expect(try server.psql("SELECT revision FROM key_hierarchy.instance") == "2")
    }

    /// Waits until a commit waits for its standby, for some seconds at most, and ends that.
    private func endWait(of server: PostgreSQLServer, by function: String) async throws {
        let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        for _ in 0..<200 {
            if try server.psql("SELECT count(\(function)(pid)) \(waiting)") != "0" { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("No commit waits.")
    }

    /// A store that is opened leaves a row of its writer, which goes in the end.
    @Test func writersThatAreLongGoneAreForgotten() async throws {
        try test.psql("UPDATE writers SET committed = now() - interval '8 days'")
        try await store().write { try $0.put(InstanceRecord.sample(revision: 2)) }
        #expect(try test.psql("SELECT count(*) FROM writers") == "1")
    }

    @Test func aServerThatWasKilledAndStartedAgainIsUsedAgain() async throws {
        let server = try PostgreSQLServer()
        let store = try await PostgreSQLKeyStore(server.connection(), access: .create)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 1)) }
        for round in 1...3 {
            #expect(try await store.read { try $0.instance()?.revision } == Int64(round))
            server.kill()
            let starting = Task.detached {
                try await Task.sleep(for: .milliseconds(300))
                try server.start()
            }
            // While it is away, both wait.
            async let revision = store.read { try $0.instance()?.revision }
            async let written: Void = store.write { try $0.put(InstanceRecord.sample(revision: Int64(round) + 1)) }
            try await written
            #expect([Int64(round), Int64(round) + 1].contains(try await revision))
            try await starting.value
        }
    }

    @Test func aServerThatIsKilledWhileWritersWorkLosesNothingThatWasAcknowledged() async throws {
        let server = try PostgreSQLServer()
        let store = try await PostgreSQLKeyStore(server.connection(), access: .create)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 0)) }
        var stores: [PostgreSQLKeyStore] = []
        for _ in 0..<4 {
            stores.append(
                try await PostgreSQLKeyStore(
                    server.connection(), schema: "key_hierarchy", access: .readWrite, patience: .seconds(60)))
        }
        let writers = stores.map { store in
            Task.detached {
                var acknowledged = 0
                while !Task.isCancelled {
                    do {
                        try await store.write { store in
                            guard var instance = try store.instance() else { return }
                            instance.revision += 1
                            try store.put(instance)
                        }
                        acknowledged += 1
                    } catch let error as HierarchyError where error.code == .conflict {
                    }
                }
                return acknowledged
            }
        }
        for _ in 0..<5 {
            try await Task.sleep(for: .milliseconds(.random(in: 100...500)))
            server.kill()
            try server.start()
        }
        try await Task.sleep(for: .milliseconds(200))
        for writer in writers { writer.cancel() }
        var acknowledged = 0
        for writer in writers { acknowledged += try await writer.value }
        #expect(acknowledged > 0)
        #expect(try await store.read { try $0.instance()?.revision } == Int64(acknowledged))
    }

    @Test func aServerMustShowItsCertificateOverTheNetwork() async throws {
        let server = test.server
        try server.psql("CREATE ROLE \(test.schema)_user LOGIN PASSWORD 'Fjord 7 Basalt' SUPERUSER")
        let directory = server.directory
        let passwords = "\(directory)/pgpass-\(test.schema)"
        try Data("*:*:*:*:Fjord 7 Basalt\n".utf8).write(to: URL(filePath: passwords))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords)
        let connection = "port=\(server.port) dbname=postgres user=\(test.schema)_user passfile=\(passwords)"
        let verified = try await PostgreSQLKeyStore(
            "host=localhost \(connection) sslrootcert=\(server.certificate)", schema: test.schema)
        #expect(try await verified.read { try $0.instance()?.revision } == 1)
        // The certificate is localhost's, not the address's; and without an authority nobody can vouch for it.
        for other in ["host=127.0.0.1 sslrootcert=\(server.certificate)", "host=localhost sslrootcert=/nowhere"] {
            let error = await #expect(throws: HierarchyError.self) {
                try await PostgreSQLKeyStore("\(other) \(connection)", schema: test.schema)
            }
            #expect(error?.code == .storeFailed)
            #expect(error?.advice?.contains("certificate") == true)
        }
        // Unless somebody says that it need not be.
        let trusting = try await PostgreSQLKeyStore("host=127.0.0.1 sslmode=disable \(connection)", schema: test.schema)
        #expect(try await trusting.read { try $0.instance()?.revision } == 1)
    }
}
#endif
