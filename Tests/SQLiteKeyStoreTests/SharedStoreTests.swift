#if SQLite
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import Testing

/// Several processes on one store: Python's SQLite is the other one, and two stores on one file stand for two programs.
@Suite struct SharedStoreTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let holdingTheLock = """
        import sqlite3, sys, time
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE instance SET revision = 77")
        print("locked", flush=True)
        time.sleep(float(sys.argv[2]))
        connection.execute("COMMIT")
        """

    private static let counting = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
        for _ in range(200):
            connection.execute("BEGIN IMMEDIATE")
            revision = connection.execute("SELECT revision FROM instance").fetchone()[0]
            connection.execute("UPDATE instance SET revision = ?", (revision + 1,))
            connection.execute("COMMIT")
        """

    @Test(.enabled(if: OtherProgram.isAvailable))
    func aLockThatAnotherProcessKeepsIsAConflict() async throws {
        let store = try SQLiteKeyStore(path: directory.file(), access: .create)
        try await store.fill(databases: 5...5)
        let impatient = try SQLiteKeyStore(path: store.path, access: .readWrite, busyTimeout: .milliseconds(500))
        let other = try OtherProgram(Self.holdingTheLock, arguments: [store.path, "60"])
        other.awaitOutput()
        let error = await #expect(throws: HierarchyError.self) {
            try await impatient.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        }
        #expect(error?.code == .conflict)
        #expect(error?.message.contains("process") == true)
        // Readers go on, with the state before.
        #expect(try await store.read { try $0.instance()?.revision } == 1)
        // Opening does not need the lock either.
        let opened = try SQLiteKeyStore(path: store.path, access: .readWrite, busyTimeout: .milliseconds(500))
        #expect(try await opened.read { try $0.instance()?.revision } == 1)
        other.stop()
        // What a process had not committed when it was killed is gone, and so is its lock.
        try await impatient.write { try $0.put(InstanceRecord.sample(revision: 2)) }
        #expect(try await store.read { try $0.instance()?.revision } == 2)
    }

    @Test(.enabled(if: OtherProgram.isAvailable))
    func aWriterWaitsForAnotherProcessAndSeesWhatItWrote() async throws {
        let store = try SQLiteKeyStore(path: directory.file(), access: .create)
        try await store.fill(databases: 5...5)
        let other = try OtherProgram(Self.holdingTheLock, arguments: [store.path, "0.5"])
        other.awaitOutput()
        let revision = try await store.write { try $0.instance()?.revision }
        #expect(revision == 77)
        #expect(other.finish())
    }

    @Test(.enabled(if: OtherProgram.isAvailable))
    func noChangeOfSeveralProcessesIsLost() async throws {
        let store = try SQLiteKeyStore(path: directory.file(), access: .create)
        let second = try SQLiteKeyStore(path: store.path)
        try await store.write { try $0.put(InstanceRecord.sample(revision: 0)) }
        let other = try OtherProgram(Self.counting, arguments: [store.path])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [store, second] {
                group.addTask {
                    for _ in 0..<100 {
                        try await store.write { store in
                            var instance = try #require(try store.instance())
                            instance.revision += 1
                            try store.put(instance)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(other.finish())
        #expect(try await store.read { try $0.instance()?.revision } == 400)
    }

    @Test func closingOneStoreLeavesTheLocksOfAnotherOnTheSameFile() async throws {
        let store = try SQLiteKeyStore(path: directory.file(), access: .create)
        try await store.fill(databases: 5...5)
        for _ in 0..<3 { _ = try SQLiteKeyStore(path: store.path) }
        // Another process that closes the store as the last one removes its log, unless it sees our lock.
        if OtherProgram.isAvailable {
            let other = try OtherProgram(
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM keys'); c.close()",
                arguments: [store.path])
            #expect(other.finish())
        }
        #expect(try directory.names.contains("store.db-wal"))
        try await store.fill(databases: 6...6)
        #expect(try await SQLiteKeyStore(path: store.path).read { try $0.encryptionCount(under: .password) } == 2)
    }
}
#endif
