import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// SEMANTICS, section 4.3: REGENERATE and FORCE REGENERATE.
@Suite("Regenerating a master key")
struct MasterKeyRegenerationTests {
    @Test func replacesTheKeyAndAllPasswordsAndKeepsTheCopyWhereItWas() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        try await bench.createCredential(in: .database("Sales"))
        let old = try #require(try await bench.session.masterKey(of: "Sales"))
        let report = try await bench.session.regenerateMasterKey(of: "Sales", password: "Brand 5 New", label: "new")
        let new = try #require(try await bench.session.masterKey(of: "Sales"))
        #expect(new.fingerprint != old.fingerprint)
        #expect(new.guid != old.guid)
        #expect(new.protection == .serviceMasterKeyAndPasswords)
        #expect(new.encryptions.filter { $0.protector == .password }.map(\.label) == ["new"])
        #expect(report.rewrapped.map(\.kind) == [.credential])
        #expect(report.losesNothing)
        for gone in [TestInstance.password, TestInstance.otherPassword] {
            try await expectRefusal(.wrongDecryptor, 15313) {
                try await bench.session.openMasterKey(of: "Sales", password: gone)
            }
        }
        try await bench.session.openMasterKey(of: "Sales", password: "Brand 5 New")
        #expect(try await bench.secret(in: .database("Sales")) == "s3cret")
    }

    @Test func givesAPasswordOnlyKeyNoCopy() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.makePasswordOnly("Sales")
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        #expect(try await bench.session.masterKey(of: "Sales")?.protection == .passwordsOnly)
    }

    @Test func ofAClosedKeyIsRefusedAndForced() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential("blob", in: .database("Sales"))
        try await bench.makePasswordOnly("Sales")
        let before = try await bench.snapshot()
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        }
        #expect(try await bench.snapshot() == before)

        let plan = try await bench.session.planRegenerateMasterKey(
            of: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(plan.report.lost.map(\.name) == ["credential 'blob' of database Sales"])
        #expect(plan.report.messages.map(\.number) == [15585, 15584])
        #expect(plan.report.messages.allSatisfy { $0.severity == 10 })
        #expect(try await bench.session.commit(plan) == plan.report)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
        #expect(try await bench.session.credentials(in: .database("Sales")).map(\.hasSecret) == [true])
        try await expectRefusal(.corrupted, 33047) {
            try await bench.secret(ofCredential: "blob", in: .database("Sales"))
        }
        // It is set again, and then the key is in use again.
        try await bench.session.alterCredential(
            "blob", in: .database("Sales"), identity: "i", secret: SecretBytes(text: "new"))
        #expect(try await bench.secret(ofCredential: "blob", in: .database("Sales")) == "new")
        try await expectRefusal(.keyInUse, 15580) { try await bench.session.dropMasterKey(of: "Sales") }
    }

    @Test func namesTheDependentThatCannotBeReadAndForcesPastIt() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        for name in ["a", "b", "c"] { try await bench.createCredential(name, in: .database("Sales"), secret: name) }
        let broken = try await bench.store.read { store in
            let id = try #require(try store.database(named: "Sales")).id
            let key = try #require(try store.keys(in: id).first { $0.name == "b" })
            return try #require(try store.encryptions(of: key.id).first)
        }
        try await bench.put(broken.moved(label: "changed"))
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.dependentUnreadable, 15320) {
            try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        }
        #expect(error.message.contains("credential 'b' that was encrypted"))
        #expect(try await bench.snapshot() == before)

        let report = try await bench.session.regenerateMasterKey(
            of: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(report.lost.map(\.name) == ["credential 'b' of database Sales"])
        #expect(report.messages.map(\.number) == [15584])
        #expect(report.rewrapped.count == 2)
        #expect(try await bench.secret(ofCredential: "a", in: .database("Sales")) == "a")
        #expect(try await bench.secret(ofCredential: "c", in: .database("Sales")) == "c")
    }

    @Test func onAMachineThatCannotReadTheServiceMasterKeySaysWhatNoLongerOpens() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let stranger = try await bench.restartedOnAnotherMachine()
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let report = try await stranger.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        #expect(report.noLongerOpens.map(\.name) == ["master key of database Sales"])
        #expect(try await stranger.session.masterKey(of: "Sales")?.protection == .passwordsOnly)
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
    }

    @Test(arguments: [[1, 2, 3], [9] + [UInt8](repeating: 0, count: 60), []] as [[UInt8]])
    func isForcedPastADamagedCopy(sealed: [UInt8]) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.put(bench.serviceKeyEncryption(of: "Sales").moved(sealed: sealed))
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        }
        let report = try await bench.session.regenerateMasterKey(
            of: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(report.messages.map(\.number) == [15585])
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
    }

    @Test(arguments: 1...5)
    func byForceLosesNothingWhileTheServiceMasterKeyIsReplaced(read: Int) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential(in: .database("Sales"))
        let store = FaultInjectingStore(bench.store)
        let slow = try await TestInstance(store: store, rootProtectors: bench.rootProtectors)
        store.afterRead(read) { try await bench.session.regenerateServiceMasterKey() }
        let report = try await slow.session.regenerateMasterKey(
            of: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(report.losesNothing)
        #expect(try await bench.secret(in: .database("Sales")) == "s3cret")
    }

    @Test func makesATripleDESKeyAnAESKey() async throws {
        let bench = try await TestInstance()
        try await bench.session.createDatabase("Old")
        try await bench.restore(bytes: 16, in: "Old")
        #expect(try await bench.session.masterKey(of: "Old")?.algorithm.name == "TRIPLE_DES")
        try await bench.session.openMasterKey(of: "Old", password: TestInstance.password)
        try await bench.createCredential(in: .database("Old"))
        try await bench.session.regenerateMasterKey(of: "Old", password: TestInstance.otherPassword)
        #expect(try await bench.session.masterKey(of: "Old")?.algorithm.name == "AES_256")
        try await bench.session.openMasterKey(of: "Old", password: TestInstance.otherPassword)
        #expect(try await bench.secret(in: .database("Old")) == "s3cret")
    }
}

extension TestInstance {
    /// Restores a random key of the given length.
    func restore(bytes count: Int, in database: DatabaseName) async throws {
        _ = try await session.restoreMasterKey(
            of: database, SharedSecret(.random(count: count)), newPassword: TestInstance.password, label: "restored",
            tolerance: .none)
    }
}
