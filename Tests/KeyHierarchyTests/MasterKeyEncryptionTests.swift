import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// SEMANTICS, section 4.3: ADD and DROP ENCRYPTION.
@Suite("The encryptions of a master key")
struct MasterKeyEncryptionTests {
    @Test func byPasswordsAreAddedAndDropped() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        #expect(try await bench.passwords(of: "Sales").map(\.label) == ["password", "on call"])
        let fingerprint = try await bench.fingerprint(of: "Sales")
        try await bench.session.dropPassword(TestInstance.password, fromMasterKeyOf: "Sales")
        #expect(try await bench.passwords(of: "Sales").map(\.label) == ["on call"])
        #expect(try await bench.fingerprint(of: "Sales") == fingerprint)
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
    }

    @Test func byTheSamePasswordAreRefused() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.snapshot()
        try await expectRefusal(.encryptionExists, 15579) {
            try await bench.session.addPassword(TestInstance.password, label: "again", toMasterKeyOf: "Sales")
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func keepTheLastPasswordThoughTheServiceMasterKeyOpensTheKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.snapshot()
        try await expectRefusal(.lastPassword, 15558) {
            try await bench.session.dropPassword(TestInstance.password, fromMasterKeyOf: "Sales")
        }
        // A password that is none of them is none of them, the last or not.
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.dropPassword(TestInstance.wrongPassword, fromMasterKeyOf: "Sales")
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func byTheServiceMasterKeyAreDroppedAndAdded() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let report = try await bench.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        #expect(report.noLongerOpens.map(\.name) == ["master key of database Sales"])
        #expect(report.lost.isEmpty)
        #expect(try await bench.session.masterKey(of: "Sales")?.protection == .passwordsOnly)
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        }
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        await bench.session.close()
        try await bench.hierarchy.session().addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
    }

    @Test func byTheServiceMasterKeyAreWrittenAgainWhereTheyAreStale() async throws {
        // A database that came from another instance: the row is there, and of no use.
        let bench = try await TestInstance(databases: ["Sales"])
        let stranger = try await bench.restartedOnAnotherMachine()
        try await stranger.session.regenerateServiceMasterKey(tolerance: .force)
        try await bench.put(
            bench.serviceKeyEncryption(of: "Sales", orSealed: [1] + [UInt8](repeating: 9, count: 60)))
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await stranger.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        }
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await stranger.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        try await stranger.session.closeMasterKey(of: "Sales")
        let rows = try await bench.encryptions(of: bench.key(of: "Sales"))
        #expect(rows.count { $0.protector == .key(.serviceMasterKey) } == 1)
        try await stranger.createCredential(in: .database("Sales"))
    }

    @Test func byTheServiceMasterKeyNeedItReadable() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let stranger = try await bench.restartedOnAnotherMachine()
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let error = try await expectRefusal(.serviceMasterKeyUnreadable, 33094) {
            try await stranger.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        }
        #expect(error.sqlServer?.state == 9)
        #expect(error.message.hasSuffix("encryption"))
    }

    @Test func thatAreDamagedLeaveTheOthersOfUse() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        let first = try #require(try await bench.passwords(of: "Sales").first)
        try await bench.put(first.moved(sealed: [2, 30, 8, 1] + [UInt8](repeating: 0, count: 76)))
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
        // What is left to do is to add a password that works, or to replace them all.
        try await bench.session.addPassword(TestInstance.wrongPassword, label: "new", toMasterKeyOf: "Sales")
        try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.password)
        #expect(try await bench.passwords(of: "Sales").count == 1)
    }
}

extension TestInstance {
    /// The encryption of a master key by the service master key, or one made of the given bytes where it was lost.
    fileprivate func serviceKeyEncryption(of database: DatabaseName, orSealed sealed: [UInt8]) async throws
        -> KeyEncryption
    {
        let rows = try await encryptions(of: key(of: database))
        let row = rows.first { $0.protector == .key(.serviceMasterKey) }
        return try #require(rows.first).moved(
            toSlot: row?.id.slot ?? 9, protector: .key(.serviceMasterKey), label: "service master key", sealed: sealed)
    }
}
