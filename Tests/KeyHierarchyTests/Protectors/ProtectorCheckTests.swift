import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Checking a protector")
struct ProtectorCheckTests {
    private static let key = NamedKey.masterKey(of: "Sales")

    @Test func notesAtOnceWhenAPasswordWorked() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        for _ in 0..<2 {
            bench.clock.advance(by: .seconds(1))
            let checked = try await bench.session.checkProtector(
                .label("on call"), of: Self.key, password: TestInstance.otherPassword)
            #expect(checked.lastProved == bench.clock.now())
            #expect(try await bench.session.protectors(of: Self.key).contains(checked))
        }
        // The others were not tried, and say so.
        let passwords = try await bench.passwords(of: "Sales")
        #expect(passwords.map { $0.lastProved != nil } == [false, true])
        #expect(await bench.session.openMasterKeys.isEmpty)
    }

    @Test func changesNothingButTheNote() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.store.read { try ($0.instance(), $0.keys(in: .master)) }
        let sealed = try await bench.passwords(of: "Sales").map(\.sealed)
        try await bench.session.checkProtector(.slot(1), of: Self.key, password: TestInstance.password)
        #expect(try await bench.store.read { try $0.instance() } == before.0)
        #expect(try await bench.store.read { try $0.keys(in: .master) } == before.1)
        #expect(try await bench.passwords(of: "Sales").map(\.sealed) == sealed)
    }

    @Test func refusesAnotherPasswordThoughItOpensTheKeyInAnotherSlot() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        let before = try await bench.snapshot()
        for password in [TestInstance.password, TestInstance.wrongPassword] {
            try await expectRefusal(.wrongDecryptor, 15313) {
                try await bench.session.checkProtector(.label("on call"), of: Self.key, password: password)
            }
        }
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.checkProtector(.slot(1), of: Self.key)
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func needsOneProtectorOfThatName() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        for selection in [ProtectorSelection.label("password"), .label("nowhere"), .slot(9), .slot(.max)] {
            let error = await #expect(throws: HierarchyError.self) {
                try await bench.session.checkProtector(selection, of: Self.key, password: TestInstance.password)
            }
            #expect(error?.code == .wrongDecryptor)
            #expect(error?.advice?.contains("1 'password', 2 'service master key', 3 'password'") == true)
        }
    }

    @Test func triesTheServiceMasterKeyThoughAPasswordHasOpenedTheKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.checkProtector(.label("service master key"), of: Self.key)
        let elsewhere = try await bench.restartedOnAnotherMachine()
        try await elsewhere.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let error = await #expect(throws: HierarchyError.self) {
            try await elsewhere.session.checkProtector(.label("service master key"), of: Self.key)
        }
        #expect(error?.code == .serviceMasterKeyUnreadable)
        // A key that came from another instance: its encryption is there, and under another service master key.
        let stranger = try await TestInstance(databases: ["Sales"])
        let id = try await bench.session.database("Sales").id
        let moved = try await stranger.store.read { try $0.encryptions(of: .databaseMasterKey(of: id)) }
        try await bench.store.write { try $0.put(moved.filter { $0.id.slot == 2 }) }
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.checkProtector(.label("service master key"), of: Self.key)
        }
    }

    @Test func triesARootProtectorThoughTheKeyIsInMemory() async throws {
        let protectors: [any RootProtector] = [
            try EphemeralRootProtector(), try EphemeralRootProtector(name: .serviceAccount),
        ]
        let bench = try await TestInstance(rootProtectors: protectors)
        for label in ["machine key", "service account"] {
            bench.clock.advance(by: .seconds(1))
            let checked = try await bench.session.checkProtector(.label(label), of: .serviceMasterKey)
            #expect(checked.lastProved == bench.clock.now())
        }
        // Started without mending: the stale one must not be written anew by the start.
        let stale = try await bench.restarted(
            rootProtectors: [try EphemeralRootProtector(), protectors[1]]
        ) { $0.maintainsStore = false }
        let before = try await bench.snapshot()
        let error = await #expect(throws: HierarchyError.self) {
            try await stale.session.checkProtector(.label("machine key"), of: .serviceMasterKey)
        }
        #expect(error?.code == .rootProtectorFailed)
        #expect(try await bench.snapshot() == before)
        bench.clock.advance(by: .seconds(1))
        let checked = try await stale.session.checkProtector(.label("service account"), of: .serviceMasterKey)
        #expect(checked.lastProved == bench.clock.now())
        let alone = try await bench.restarted(rootProtectors: [protectors[1]]) { $0.maintainsStore = false }
        let missing = await #expect(throws: HierarchyError.self) {
            try await alone.session.checkProtector(.label("machine key"), of: .serviceMasterKey)
        }
        #expect(missing?.code == .rootProtectorFailed)
    }

    @Test func triesWhateverElseProtectsAKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let session = bench.session
        try await session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await session.createCertificate(
            "Locked", in: "Sales", subject: "Locked", protectedBy: .password(TestInstance.otherPassword, label: "safe"))
        try await session.createAsymmetricKey("Pair", in: "Sales", keyLength: 2048)
        try await session.createSymmetricKey(
            "Parent", in: "Sales", encryptedBy: [.certificate("Guard"), .certificate("Locked"), .asymmetricKey("Pair")])
        try await session.openSymmetricKey("Parent", in: "Sales", by: .certificate("Guard"))
        try await session.createSymmetricKey("Child", in: "Sales", encryptedBy: [.symmetricKey("Parent")])
        let parent = NamedKey.symmetricKey("Parent", in: "Sales")
        for (selection, key, password) in [
            (.slot(1), parent, nil), (.slot(2), parent, TestInstance.otherPassword), (.slot(3), parent, nil),
            (.slot(1), .symmetricKey("Child", in: "Sales"), nil), (.slot(1), .certificate("Guard", in: "Sales"), nil),
            (.label("safe"), .certificate("Locked", in: "Sales"), TestInstance.otherPassword),
            (.slot(1), .asymmetricKey("Pair", in: "Sales"), nil),
        ] as [(ProtectorSelection, NamedKey, Password?)] {
            let checked = try await session.checkProtector(selection, of: key, password: password)
            #expect(checked.lastProved == bench.clock.now(), "\(key)")
        }
        try await expectRefusal(.privateKeyPassword, 15334) {
            try await session.checkProtector(.slot(2), of: parent)
        }
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await session.checkProtector(
                .label("safe"), of: .certificate("Locked", in: "Sales"), password: TestInstance.password)
        }
        try await session.closeSymmetricKey("Parent", in: "Sales")
        try await expectRefusal(.keyNotOpen, 15315) {
            try await session.checkProtector(.slot(1), of: .symmetricKey("Child", in: "Sales"))
        }
    }

    @Test func refusesAnEncryptionThatHoldsAnotherKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createCertificate(
            "One", in: "Sales", subject: "One", protectedBy: .password(TestInstance.password))
        let one = try await bench.session.certificate("One", in: "Sales")
        let old = try await bench.store.read { try $0.encryptions(of: one.id) }
        try await bench.session.drop(.certificate("One"), in: "Sales")
        try await bench.session.createCertificate(
            "One", in: "Sales", subject: "One", protectedBy: .password(TestInstance.password))
        try await bench.store.write { try $0.put(old) }
        let error = await #expect(throws: HierarchyError.self) {
            try await bench.session.checkProtector(
                .slot(1), of: .certificate("One", in: "Sales"), password: TestInstance.password)
        }
        #expect(error?.code == .corrupted)
    }

    @Test func isToldToTheAuditWhateverItCameTo() async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [sink] }
        sink.removeAll()
        try await bench.session.checkProtector(.slot(1), of: Self.key, password: TestInstance.password)
        _ = try? await bench.session.checkProtector(.slot(1), of: Self.key, password: TestInstance.wrongPassword)
        #expect(sink.actions == [.checkProtector, .checkProtector])
        #expect(sink.events.map(\.subject) == Array(repeating: "master key of database Sales", count: 2))
    }
}
