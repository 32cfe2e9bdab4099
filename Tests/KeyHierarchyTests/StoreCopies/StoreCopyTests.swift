import ChildPrograms
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

#if SQLite
import SQLiteKeyStore
#endif

@Suite("A copy of a store")
struct StoreCopyTests {
    /// An instance with something of everything.
    private static func instance(_ store: any KeyStore = InMemoryKeyStore()) async throws -> TestInstance {
        let instance = try await TestInstance(databases: ["Sales", "Stock"], passwordOnly: ["Vault"], store: store)
        try await instance.createCredential(in: .server)
        try await instance.createCredential(in: .database("Sales"))
        try await store.write { store in
            let key = KeyIdentifier.databaseMasterKey(of: try #require(try store.database(named: "Sales")).id)
            let fingerprint = try #require(try store.key(key)?.fingerprint)
            for (day, place) in ["/backups/one.pem", "/backups/two.pem"].enumerated() {
                try store.put(
                    BackupRecord(
                        key: key, fingerprint: fingerprint, place: place, isCopy: false,
                        verified: Date(timeIntervalSince1970: 1_800_000_000 + 86_400 * Double(day))))
            }
        }
        return instance
    }

    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "store-copy-\(UUID())").path
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    @Test func isTheSameInstanceAndOpensWithTheSameKeys() async throws {
        let instance = try await Self.instance()
        let destination = InMemoryKeyStore()
        let report = try await StoreCopy(from: instance.store, to: destination).run()
        let snapshot = try await StoreSnapshot(of: instance.store)
        #expect(try await StoreSnapshot(of: destination) == snapshot)
        #expect(report.databases == snapshot.databases.count && report.databasesWritten == report.databases)
        #expect(report.keys == snapshot.keys.count && report.encryptions == snapshot.encryptions.count)
        #expect(report.backups == 2)

        let copy = try await TestInstance(store: destination, rootProtectors: instance.rootProtectors)
        #expect(try await copy.session.serviceMasterKey().isReadable)
        for scope in [Credential.Scope.server, .database("Sales")] {
            let secret = try await instance.secret(in: scope)
            #expect(try await copy.secret(in: scope) == secret)
        }
        try await copy.session.openMasterKey(of: "Vault", password: TestInstance.password)
        try await copy.session.regenerateServiceMasterKey()
    }

    #if SQLite
    @Test func goesToAFileAndBack() async throws {
        try await withDirectory { directory in
            let instance = try await Self.instance()
            let file = try SQLiteKeyStore(path: "\(directory)/s.db", access: .create)
            try await StoreCopy(from: instance.store, to: file).run()
            let readOnly = try SQLiteKeyStore(path: "\(directory)/s.db", access: .readOnly)
            let memory = InMemoryKeyStore()
            try await StoreCopy(from: readOnly, to: memory).run()
            let snapshot = try await StoreSnapshot(of: instance.store)
            #expect(try await StoreSnapshot(of: memory) == snapshot)
            let copy = try await TestInstance(store: memory, rootProtectors: instance.rootProtectors)
            #expect(try await copy.session.serviceMasterKey().isReadable)
        }
    }

    @Test func isNotCompletedWhenARowOfTheSourceIsNone() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/s.db"
            _ = try await Self.instance(try SQLiteKeyStore(path: path, access: .create))
            // The store may still be closing, and the last one to close locks the file.
            let change = "UPDATE key_encryptions SET protector = 99;"
            _ = try ProgramRun(["sqlite3", "-cmd", ".timeout 60000", path, change]).successful()
            let destination = InMemoryKeyStore()
            let source = try SQLiteKeyStore(path: path, access: .readOnly)
            let error = await #expect(throws: HierarchyError.self) {
                try await StoreCopy(from: source, to: destination).run()
            }
            #expect([.corrupted, .unsupported].contains(error?.code))
            #expect(try await destination.read { try $0.instance() } == nil)
        }
    }
    #endif

    @Test func isPlannedWithoutAChange() async throws {
        let instance = try await Self.instance()
        let destination = InMemoryKeyStore()
        let plan = try await StoreCopy(from: instance.store, to: destination).plan()
        #expect(plan.databasesWritten == plan.databases && !plan.isResumed)
        #expect(try await destination.read { try $0.instance() } == nil)
        try await StoreCopy(from: instance.store, to: destination).run()
        let again = try await StoreCopy(from: instance.store, to: destination).plan()
        #expect(again.databasesWritten == 0 && again.isResumed && again.databases == plan.databases)
    }

    @Test func canBeRepeated() async throws {
        let instance = try await Self.instance()
        let destination = InMemoryKeyStore()
        try await StoreCopy(from: instance.store, to: destination).run()
        #expect(try await StoreCopy(from: instance.store, to: destination).run().databasesWritten == 0)
    }

    @Test func isRefusedWhereAnotherInstanceIs() async throws {
        let instance = try await Self.instance()
        let other = try await TestInstance()
        let before = try await StoreSnapshot(of: other.store)
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: instance.store, to: other.store).run() }
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: instance.store, to: other.store).plan() }
        #expect(try await StoreSnapshot(of: other.store) == before)
    }

    @Test func isRefusedWhereTheCopyWasUsed() async throws {
        let instance = try await Self.instance()
        let destination = InMemoryKeyStore()
        try await StoreCopy(from: instance.store, to: destination).run()
        let copy = try await TestInstance(store: destination, rootProtectors: instance.rootProtectors)
        try await copy.session.createDatabase("New")
        let before = try await StoreSnapshot(of: destination)
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: instance.store, to: destination).run() }
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: destination, to: instance.store).run() }
        #expect(try await StoreSnapshot(of: destination) == before)
    }

    @Test func isRefusedFromAStoreWithoutAnInstance() async throws {
        try await expectRefusal(.storeFailed) {
            try await StoreCopy(from: InMemoryKeyStore(), to: InMemoryKeyStore()).run()
        }
    }

    @Test func isRefusedWhereRowsBelongToNoInstance() async throws {
        let instance = try await Self.instance()
        let destination = InMemoryKeyStore()
        let database = DatabaseRecord(
            id: DatabaseIdentifier(rawValue: 5), name: "Odd", family: UUID(), created: Date(timeIntervalSince1970: 0))
        try await destination.write { try $0.put(database) }
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: instance.store, to: destination).run() }
    }
}
