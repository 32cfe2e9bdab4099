import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A session")
struct SessionTests {
    @Test func mustOpenAKeyThatOnlyPasswordsProtect() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.makePasswordOnly("Sales")
        let operations: [(Session) async throws -> Void] = [
            { try await $0.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales") },
            { try await $0.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales") },
            { _ = try await $0.dropPassword(TestInstance.password, fromMasterKeyOf: "Sales") },
            { _ = try await $0.regenerateMasterKey(of: "Sales", password: TestInstance.password) },
            { _ = try await $0.masterKeyForBackup(of: "Sales") },
            {
                try await $0.createCredential(
                    "c", in: .database("Sales"), identity: "i", secret: SecretBytes(text: "s"))
            },
        ]
        let before = try await bench.snapshot()
        for operation in operations {
            try await expectRefusal(.masterKeyClosed, 15581) { try await operation(bench.session) }
        }
        #expect(try await bench.snapshot() == before)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        // Opening gives no encryption by the service master key; adding it does.
        #expect(try await bench.session.masterKey(of: "Sales")?.protection == .passwordsOnly)
        try await bench.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        try await bench.session.closeMasterKey(of: "Sales")
        try await bench.createCredential(in: .database("Sales"))
    }

    @Test func hasItsOpenKeysForItself() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.makePasswordOnly("Sales")
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let other = bench.hierarchy.session()
        #expect(await other.openMasterKeys.isEmpty)
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await other.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        }
        try await expectRefusal(.keyNotOpen, 15315) { try await other.closeMasterKey(of: "Sales") }
        #expect(await bench.session.openMasterKeys.count == 1)
    }

    @Test func keepsTheKeysOfSeveralDatabasesOpen() async throws {
        let bench = try await TestInstance(databases: ["A", "B", "C"])
        for name in ["C", "A", "B"] as [DatabaseName] {
            try await bench.session.openMasterKey(of: name, password: TestInstance.password)
        }
        #expect(await bench.session.openMasterKeys.map(\.rawValue) == [5, 6, 7])
        try await bench.session.closeMasterKey(of: "B")
        #expect(await bench.session.openMasterKeys.map(\.rawValue) == [5, 7])
    }

    @Test func refusesEverythingOnceItIsClosed() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let plan = try await bench.session.planDropDatabase("Sales")
        await bench.session.close()
        #expect(await bench.session.openMasterKeys.isEmpty)
        let operations: [(Session) async throws -> Void] = [
            { _ = try await $0.databases() },
            { _ = try await $0.database("Sales") },
            { _ = try await $0.createDatabase("New") },
            { _ = try await $0.dropDatabase("Sales") },
            { _ = try await $0.planDropDatabase("Sales") },
            { _ = try await $0.commit(plan) },
            { _ = try await $0.masterKey(of: "Sales") },
            { try await $0.openMasterKey(of: "Sales", password: TestInstance.password) },
            { try await $0.closeMasterKey(of: "Sales") },
            { _ = try await $0.planDropMasterKey(of: "Sales") },
            { _ = try await $0.planRegenerateMasterKey(of: "Sales", password: TestInstance.password) },
            { _ = try await $0.serviceMasterKey() },
            { _ = try await $0.planRegenerateServiceMasterKey() },
            { _ = try await $0.credentials(in: .server) },
            { _ = try await $0.text(ofCredential: "x", in: .server) },
        ]
        let before = try await bench.snapshot()
        for operation in operations {
            try await expectRefusal(.sessionClosed) { try await operation(bench.session) }
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func keepsNoKeyThatIsOpenedWhileItCloses() async throws {
        let store = FaultInjectingStore()
        let bench = try await TestInstance(store: store)
        try await bench.session.createDatabase("Sales")
        try await bench.session.createMasterKey(in: "Sales", password: TestInstance.password)
        let session = bench.session
        // The note of the proof is written when the key is open already, and before the session has it.
        store.beforeNextWrite { await session.close() }
        try await expectRefusal(.sessionClosed) {
            try await session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
        #expect(await session.openMasterKeys.isEmpty)
    }

    @Test(arguments: ["regenerate", "drop", "drop database", "plan", "plan to drop"])
    func forgetsAKeyThatItReplacesOrDrops(operation: String) async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        for name in ["Sales", "Other"] as [DatabaseName] {
            try await bench.session.openMasterKey(of: name, password: TestInstance.password)
        }
        switch operation {
        case "regenerate":
            try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        case "drop": try await bench.session.dropMasterKey(of: "Sales")
        case "drop database": try await bench.session.dropDatabase("Sales")
        case "plan":
            let plan = try await bench.session.planRegenerateMasterKey(
                of: "Sales", password: TestInstance.otherPassword)
            #expect(await bench.session.openMasterKeys.count == 2)
            try await bench.session.commit(plan)
        default: try await bench.session.commit(bench.session.planDropMasterKey(of: "Sales"))
        }
        #expect(await bench.session.openMasterKeys.map(\.rawValue) == [6])
    }

    @Test func doesNotUseAKeyThatAnotherSessionHasReplaced() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.makePasswordOnly("Sales")
        let other = bench.hierarchy.session()
        for session in [bench.session, other] {
            try await session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
        try await other.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await bench.createCredential(in: .database("Sales"))
        }
        #expect(await bench.session.openMasterKeys.isEmpty)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await bench.createCredential(in: .database("Sales"))
    }

    @Test func doesNotUseAServiceMasterKeyThatAnotherProcessHasReplaced() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let process = try await bench.restarted()
        try await process.session.regenerateServiceMasterKey()
        try await bench.createCredential("server", in: .server)
        try await bench.session.createDatabase("New")
        try await bench.session.createMasterKey(in: "New", password: TestInstance.password)
        try await bench.createCredential("new", in: .database("New"))
        let later = try await bench.restarted()
        #expect(try await later.secret(ofCredential: "server", in: .server) == "s3cret")
        #expect(try await later.secret(ofCredential: "new", in: .database("New")) == "s3cret")
    }
}
