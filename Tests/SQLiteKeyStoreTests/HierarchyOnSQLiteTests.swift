#if SQLite
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import Synchronization
import Testing

@Suite struct HierarchyOnSQLiteTests {
    private let directory: TemporaryDirectory
    private let protector: EphemeralRootProtector

    init() throws {
        directory = try TemporaryDirectory()
        protector = try EphemeralRootProtector()
    }

    private func hierarchy(_ access: SQLiteKeyStore.Access) async throws -> EncryptionHierarchy {
        let store = try SQLiteKeyStore(path: directory.file(), access: access)
        return try await TestInstance(store: store, rootProtectors: [protector]) {
            $0.maintainsStore = access != .readOnly
        }.hierarchy
    }

    private static let password: Password = "Correct horse 7 battery"

    @Test func everythingOpensAfterTheStoreWasClosed() async throws {
        let fingerprint: KeyFingerprint
        let masterKey: DatabaseMasterKey?
        do {
            let session = try await hierarchy(.create).session()
            try await session.createDatabase("Sales")
            try await session.createMasterKey(in: "Sales", password: Self.password, label: "envelope 3")
            fingerprint = try await session.serviceMasterKey().fingerprint
            masterKey = try await session.masterKey(of: "Sales")
        }
        let hierarchy = try await hierarchy(.readWrite)
        #expect(hierarchy.startupMessages.isEmpty)
        let session = hierarchy.session()
        #expect(try await session.serviceMasterKey().isReadable)
        #expect(try await session.serviceMasterKey().fingerprint == fingerprint)
        #expect(try await session.masterKey(of: "SALES") == masterKey)
        try await session.openMasterKey(of: "Sales", password: Self.password)
        let report = try await session.regenerateServiceMasterKey()
        #expect(report.rewrapped.count == 1 && report.losesNothing)
    }

    @Test func aStoreForReadingOnlyServesAHierarchyThatMaintainsNothing() async throws {
        do {
            let session = try await hierarchy(.create).session()
            try await session.createDatabase("Sales")
            try await session.createMasterKey(in: "Sales", password: Self.password)
        }
        let session = try await hierarchy(.readOnly).session()
        try await session.openMasterKey(of: "Sales", password: Self.password)
        #expect(await session.openMasterKeys.count == 1)
        let error = await #expect(throws: HierarchyError.self) { try await session.createDatabase("Other") }
        #expect(error?.code == .storeFailed)
    }

    @Test func aRegenerationThatIsCancelledHalfwayLeavesTheOldState() async throws {
        let hierarchy = try await hierarchy(.create)
        let session = hierarchy.session()
        let databases = 2_000
        try await hierarchy.fill(databases: databases)
        let before = try await StoreSnapshot(of: hierarchy.store)
        let regeneration = Mutex<Task<Void, any Error>?>(nil)
        let task = Task {
            // The task must be known before its progress can cancel it.
            while regeneration.withLock({ $0 == nil }) { await Task.yield() }
            try await session.regenerateServiceMasterKey { progress in
                if progress.completed >= 1_000, progress.completed < progress.total {
                    regeneration.withLock { $0?.cancel() }
                }
            }
        }
        regeneration.withLock { $0 = task }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await StoreSnapshot(of: hierarchy.store) == before)
        // And nothing stands in the way of doing it again.
        let report = try await session.regenerateServiceMasterKey()
        #expect(report.rewrapped.count == databases)
        #expect(report.losesNothing)
        #expect(try await StoreSnapshot(of: hierarchy.store) != before)
        let reopened = try await self.hierarchy(.readWrite).session()
        #expect(try await reopened.serviceMasterKey().isReadable)
        #expect(try await reopened.regenerateServiceMasterKey().losesNothing)
    }

    @Test func twoHierarchiesOnOneStoreWorkAtTheSameTime() async throws {
        let hierarchies = [try await hierarchy(.create), try await hierarchy(.readWrite)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, hierarchy) in hierarchies.enumerated() {
                group.addTask {
                    let session = hierarchy.session()
                    for number in 0..<20 {
                        let name = try DatabaseName("Database \(index) \(number)")
                        try await session.createDatabase(name)
                        try await session.createMasterKey(in: name, password: Self.password)
                        if number == 10 { try await session.regenerateServiceMasterKey() }
                    }
                }
            }
            try await group.waitForAll()
        }
        let report = try await hierarchies[0].session().regenerateServiceMasterKey()
        #expect(report.rewrapped.count == 40)
        #expect(report.losesNothing)
    }
}
#endif
