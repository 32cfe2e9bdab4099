import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Filling an instance")
struct FillingTests {
    @Test func createsDatabasesWithMasterKeysLikeASessionsOwn() async throws {
        let store = FaultInjectingStore()
        let instance = try await TestInstance(databases: ["Sales"], store: store)
        let transactions = store.transactionCount
        try await instance.hierarchy.fill(databases: 50)
        #expect(store.transactionCount == transactions + 1)
        let session = instance.session
        #expect(try await session.databases().count == 4 + 1 + 50)
        let own = try #require(try await session.masterKey(of: "Sales"))
        let filled = try #require(try await session.masterKey(of: "Database 33"))
        #expect(filled.protection == own.protection)
        #expect(filled.encryptions.map(\.protector) == own.encryptions.map(\.protector))
        #expect(filled.encryptions.map(\.label) == own.encryptions.map(\.label))
        #expect(filled.encryptions.map(\.sealed.count) == own.encryptions.map(\.sealed.count))
        // The one key opens it by itself, and the password does.
        try await instance.createCredential(in: .database("Database 33"))
        try await session.openMasterKey(of: "Database 34", password: TestInstance.password)
        let keys = try await StoreSnapshot(of: store).keys
        #expect(Set(keys.map(\.guid)).count == keys.count)
        #expect(Set(keys.compactMap(\.fingerprint)).count == 52)
        let report = try await session.regenerateServiceMasterKey()
        #expect(report.rewrapped.count == 51)
        #expect(report.losesNothing)
    }

    @Test func goesOnWithTheNextNumber() async throws {
        let instance = try await TestInstance()
        let before = try await StoreSnapshot(of: instance.store).instance?.revision ?? 0
        try await instance.hierarchy.fill(databases: 3)
        try await instance.session.createDatabase("Between")
        try await instance.hierarchy.fill(databases: 2)
        let snapshot = try await StoreSnapshot(of: instance.store)
        #expect(
            snapshot.databases.dropFirst(4).map(\.name.description) == [
                "Database 5", "Database 6", "Database 7", "Between", "Database 9", "Database 10",
            ])
        #expect(snapshot.instance?.revision == before + 3)
    }

    @Test func refusesANameThatIsTakenAndChangesNothing() async throws {
        let instance = try await TestInstance()
        try await instance.session.createDatabase("database 8")
        let before = try await StoreSnapshot(of: instance.store)
        let error = await #expect(throws: HierarchyError.self) { try await instance.hierarchy.fill(databases: 5) }
        #expect(error?.code == .databaseExists)
        #expect(try await StoreSnapshot(of: instance.store) == before)
    }

    @Test func needsTheServiceMasterKey() async throws {
        let stranger = try await TestInstance().restartedOnAnotherMachine()
        let error = await #expect(throws: HierarchyError.self) { try await stranger.hierarchy.fill(databases: 1) }
        #expect(error?.code == .serviceMasterKeyUnreadable)
    }
}
