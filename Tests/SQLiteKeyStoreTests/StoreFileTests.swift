#if SQLite
import Dispatch
import Foundation
import GRDB
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import Synchronization
import Testing

@Suite struct StoreFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var path: String {
        directory.file()
    }

    /// Opens what is at the path, and returns the error.
    private func refusal(_ access: SQLiteKeyStore.Access = .readWrite, at path: String? = nil) -> HierarchyError? {
        #expect(throws: HierarchyError.self) { try SQLiteKeyStore(path: path ?? self.path, access: access) }
    }

    @Test func allFilesOfAStoreBelongToTheirOwnerAlone() async throws {
        let store = try SQLiteKeyStore(path: path, access: .create)
        try await store.fill(databases: 5...9)
        #expect(try directory.names == ["store.db", "store.db-shm", "store.db-wal"])
        for name in try directory.names {
            #expect(try mode(of: directory.file(name)) == 0o600)
        }
    }

    @Test func whatWasWrittenIsThereWhenTheStoreIsOpenedAgain() async throws {
        try await SQLiteKeyStore(path: path, access: .create).fill(databases: 5...9)
        for access in [SQLiteKeyStore.Access.readWrite, .readOnly] {
            let store = try SQLiteKeyStore(path: path, access: access)
            let count = try await store.read { try $0.encryptionCount(under: .password) }
            #expect(count == 5)
        }
    }

    @Test(arguments: [SQLiteKeyStore.Access.readWrite, .readOnly])
    func whatWasCommittedIsThereAfterTheProcessWasKilled(_ access: SQLiteKeyStore.Access) async throws {
        let store = try SQLiteKeyStore(path: path, access: .create)
        try await store.fill(databases: 5...9)
        // What a killed process leaves: a log that was not written back.
        let killed = directory.file("killed.db")
        for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: killed + suffix) }
        let reopened = try SQLiteKeyStore(path: killed, access: access)
        #expect(try await reopened.read { try $0.encryptionCount(under: .password) } == 5)
        withExtendedLifetime(store) {}
    }

    @Test func aStoreThatNobodyHasOpenIsOneFile() async throws {
        do {
            let store = try SQLiteKeyStore(path: path, access: .create)
            try await store.fill(databases: 5...9)
        }
        // The last use of a store may let go of it a moment after it was answered.
        for _ in 0..<6000 where try directory.names.count > 1 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try directory.names == ["store.db"])
    }

    @Test(arguments: [SQLiteKeyStore.Access.readWrite, .readOnly])
    func aMissingFileIsNotCreated(_ access: SQLiteKeyStore.Access) throws {
        #expect(refusal(access)?.code == .storeFailed)
        #expect(try directory.names.isEmpty)
    }

    @Test func creatingOverwritesNothing() throws {
        try Data("text".utf8).write(to: URL(fileURLWithPath: path))
        try setMode(0o600, of: path)
        #expect(refusal(.create)?.code == .storeFailed)
        #expect(try contents(of: path) == Data("text".utf8))
    }

    @Test(arguments: ["store.db-wal", "store.db-journal"])
    func creatingDoesNotThrowAwayWhatIsLeftOfAnotherStore(_ name: String) throws {
        try Data("commits".utf8).write(to: URL(fileURLWithPath: directory.file(name)))
        #expect(refusal(.create)?.code == .storeFailed)
        #expect(try directory.names == [name])
    }

    @Test func ofManyCreationsOfOneStoreOneSucceeds() async throws {
        let path = path
        let created = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? SQLiteKeyStore(path: path, access: .create)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(created == 1)
        #expect(try directory.names.allSatisfy { $0.hasPrefix("store.db") })
        try await SQLiteKeyStore(path: path).verifyIntegrity()
    }

    @Test func creatingNeedsItsDirectory() {
        let error = refusal(.create, at: directory.file("missing/store.db"))
        #expect(error?.code == .storeFailed)
        #expect(error?.message.contains("/missing does not exist") == true)
    }

    @Test func aDirectoryIsRefused() {
        #expect(refusal(at: directory.path)?.code == .storeFailed)
    }

    @Test func anEmptyFileIsRefused() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try setMode(0o600, of: path)
        #expect(refusal()?.code == .storeFailed)
        #expect(try contents(of: path).isEmpty)
    }

    @Test func aFileThatIsNotSQLiteIsRefused() throws {
        let text = Data(String(repeating: "not a database. ", count: 1000).utf8)
        try text.write(to: URL(fileURLWithPath: path))
        try setMode(0o600, of: path)
        #expect(refusal()?.code == .storeFailed)
        #expect(try contents(of: path) == text)
        #expect(try directory.names == ["store.db"])
    }

    @Test func aDatabaseOfSomebodyElseIsRefusedUnchanged() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE keys (id INTEGER); PRAGMA application_id = 7") }
        try queue.close()
        try setMode(0o600, of: path)
        let before = try contents(of: path)
        #expect(refusal()?.code == .storeFailed)
        #expect(try contents(of: path) == before)
        #expect(try directory.names == ["store.db"])
    }

    @Test(arguments: [SQLiteKeyStore.Access.readWrite, .readOnly])
    func aStoreOfANewerVersionIsRefusedUnchanged(_ access: SQLiteKeyStore.Access) throws {
        _ = try SQLiteKeyStore(path: path, access: .create)
        try changeStore(path, "PRAGMA user_version = 3")
        let before = try contents(of: path)
        #expect(refusal(access)?.code == .unsupported)
        #expect(try contents(of: path) == before)
    }

    @Test func aStoreThatBecomesNewerWhileItIsOpenIsLeftAlone() async throws {
        let store = try SQLiteKeyStore(path: path, access: .create)
        try changeStore(path, "PRAGMA user_version = 3")
        let reading = await #expect(throws: HierarchyError.self) { try await store.read { try $0.instance() } }
        let writing = await #expect(throws: HierarchyError.self) { try await store.write { try $0.put(.sample()) } }
        #expect(reading?.code == .unsupported && writing?.code == .unsupported)
    }

    @Test func aStoreOfTheFirstVersionIsReadAsItIsAndBroughtForwardWhenItIsWritten() async throws {
        let first = try SQLiteKeyStore(path: path, access: .create)
        let bench = try await TestInstance(databases: ["Sales"], store: first)
        try await first.write { try $0.put(BackupRecord.sample(.serviceMasterKey, at: "attic")) }
        let before = try await StoreSnapshot(of: bench.hierarchy.store)
        try changeStore(path, Self.backToTheFirstVersion)
        let reader = try SQLiteKeyStore(path: path, access: .readOnly)
        #expect(try await StoreSnapshot(of: reader) == before)
        try await reader.verifyIntegrity()
        let writer = try SQLiteKeyStore(path: path)
        #expect(try await StoreSnapshot(of: writer) == before)
        let certificate = KeyRecord.sample(KeyIdentifier(kind: .certificate, database: .master, number: 256))
        let backup = BackupRecord.sample(.serviceMasterKey, at: "attic", passwords: [.sample("c0ffee00", "safe")])
        try await writer.write { store in
            try store.put(certificate)
            try store.put(backup)
        }
        #expect(try await reader.read { try $0.key(certificate.id) } == certificate)
        #expect(try await reader.read { try $0.backups(of: .serviceMasterKey) } == [backup])
    }

    @Test func anOldStoreThatSeveralOpenAtOnceIsBroughtForward() throws {
        for round in 0..<20 {
            let path = directory.file("old-\(round).db")
            _ = try SQLiteKeyStore(path: path, access: .create)
            try changeStore(path, Self.backToTheFirstVersion)
            let errors = Mutex<[any Error]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                do {
                    _ = try SQLiteKeyStore(path: path)
                } catch {
                    errors.withLock { $0.append(error) }
                }
            }
            #expect(errors.withLock { "\($0)" } == "[]")
        }
    }

    private static let backToTheFirstVersion = """
        PRAGMA writable_schema = OFF;
        ALTER TABLE keys DROP COLUMN details;
        ALTER TABLE backups DROP COLUMN passwords;
        DELETE FROM grdb_migrations WHERE identifier = 'v2';
        PRAGMA user_version = 1;
        """

    @Test func aStoreWithoutAVersionIsCorrupted() throws {
        _ = try SQLiteKeyStore(path: path, access: .create)
        try changeStore(path, "PRAGMA user_version = 0")
        #expect(refusal()?.code == .corrupted)
    }

    // Found by fuzzing: the one table that GRDB reads by itself.
    @Test(arguments: ["NULL", "x'FF'"])
    func aListOfMigrationsWithoutTheirNamesIsCorrupted(_ value: String) throws {
        _ = try SQLiteKeyStore(path: path, access: .create)
        try changeStore(
            path,
            """
            DROP TABLE grdb_migrations;
            CREATE TABLE grdb_migrations (identifier);
            INSERT INTO grdb_migrations VALUES (\(value));
            """)
        #expect(refusal()?.code == .corrupted)
    }

    @Test(arguments: ["store.db", "store.db-wal"], [0o640, 0o604, 0o620, 0o660])
    func aFileThatOthersHaveAccessToIsRefusedWithAdvice(_ name: String, _ mode: Int) throws {
        let keeper = try SQLiteKeyStore(path: path, access: .create)
        try setMode(mode, of: directory.file(name))
        let error = refusal()
        #expect(error?.code == .storeFailed)
        #expect(error?.advice?.contains("chmod 600 ") == true)
        withExtendedLifetime(keeper) {}
    }

    @Test func aLinkIsFollowedToTheStore() async throws {
        _ = try SQLiteKeyStore(path: path, access: .create)
        try FileManager.default.createSymbolicLink(atPath: directory.file("link"), withDestinationPath: path)
        let store = try SQLiteKeyStore(path: directory.file("link"))
        try await store.fill(databases: 5...5)
        #expect(store.path.hasSuffix("/store.db"))
        #expect(try directory.names == ["link", "store.db", "store.db-shm", "store.db-wal"])
    }

    @Test func aStoreForReadingOnlyIsNotWritten() async throws {
        try await SQLiteKeyStore(path: path, access: .create).fill(databases: 5...9)
        let before = try contents(of: path)
        let store = try SQLiteKeyStore(path: path, access: .readOnly)
        let error = await #expect(throws: HierarchyError.self) { try await store.write { try $0.put(.sample()) } }
        #expect(error?.code == .storeFailed && error?.advice != nil)
        let count = try await store.read { try $0.encryptionCount(under: .password) }
        #expect(count == 5)
        #expect(try contents(of: path) == before)
    }

    @Test func aReaderCannotBeTurnedIntoAWriter() async throws {
        let store = try SQLiteKeyStore(path: path, access: .create)
        let error = await #expect(throws: HierarchyError.self) {
            try await store.read { try ($0 as? any KeyStoreWriter)?.put(.sample()) }
        }
        #expect(error?.code == .storeFailed)
    }
}

/// Changes a store as somebody does who has the file and any tool: no rule of the tables holds.
func changeStore(_ path: String, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON")
        try database.execute(sql: sql)
    }
    try queue.close()
}
#endif
