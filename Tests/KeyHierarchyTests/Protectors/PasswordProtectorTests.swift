import KeyCryptography
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Passwords that are wrapped again")
struct PasswordProtectorTests {
    private static let key = NamedKey.masterKey(of: "Sales")
    private static let cheap = PasswordDerivation(.scrypt(logCost: 2, blockSize: 1, parallelization: 1))

    /// Each key that can have a password, with one under ``TestInstance/password``.
    private func bench() async throws -> (TestInstance, [NamedKey]) {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createSymmetricKey(
            "Cards", in: "Sales", encryptedBy: [.password(TestInstance.password)])
        try await bench.session.createCertificate(
            "Guard", in: "Sales", subject: "Guard", protectedBy: .password(TestInstance.password))
        return (bench, [Self.key, .symmetricKey("Cards", in: "Sales"), .certificate("Guard", in: "Sales")])
    }

    @Test func keepSlotAndPasswordUnderANewLabel() async throws {
        let (bench, keys) = try await bench()
        for key in keys {
            let before = try #require(try await bench.session.protectors(of: key).first)
            bench.clock.advance(by: .seconds(5))
            let renamed = try await bench.session.renamePassword(
                .slot(1), of: key, password: TestInstance.password, to: "vault envelope 3")
            #expect(renamed.slot == before.slot && renamed.created == before.created)
            #expect(renamed.label == "vault envelope 3" && renamed.derivation == before.derivation)
            #expect(renamed.lastProved == bench.clock.now())
            #expect(try await bench.session.protectors(of: key).first == renamed)
            // In another process, too: what is stored opens with the password under its new label.
            try await bench.restarted().session.checkProtector(
                .label("vault envelope 3"), of: key, password: TestInstance.password)
        }
    }

    @Test func areRenamedByTheirPasswordAlone() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        let before = try await bench.snapshot()
        for (selection, password) in [
            (.label("on call"), TestInstance.password), (.slot(2), TestInstance.password),
            (.slot(1), TestInstance.wrongPassword), (.slot(7), TestInstance.password),
        ] as [(ProtectorSelection, Password)] {
            let error = await #expect(throws: HierarchyError.self) {
                try await bench.session.renamePassword(selection, of: Self.key, password: password, to: "new")
            }
            #expect(error?.code == .wrongDecryptor)
        }
        for (label, code) in [
            (String(repeating: "x", count: 129), HierarchyError.Code.invalidName),
            ("it is Fjord 7 Basalt", .passwordRefused),
        ] {
            let error = await #expect(throws: HierarchyError.self) {
                try await bench.session.renamePassword(
                    .slot(1), of: Self.key, password: TestInstance.password, to: label)
            }
            #expect(error?.code == code)
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func areRenamedOnAMachineWhereNothingElseOpensTheKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let elsewhere = try await bench.restartedOnAnotherMachine()
        try await elsewhere.session.renamePassword(
            .slot(1), of: Self.key, password: TestInstance.password, to: "safe")
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
    }

    @Test func takeThePermissionToAlterTheKeyAndAreAudited() async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(databases: ["Sales"]) {
            $0.auditSinks = [sink]
            $0.authorizer = GrantTable([.systemAdministrator: [.controlServer]])
        }
        let mallory = bench.hierarchy.session(as: Principal(name: "mallory"))
        let before = try await bench.snapshot()
        sink.removeAll()
        for operation in [
            { _ = try await mallory.renamePassword(.slot(1), of: Self.key, password: TestInstance.password, to: "x") },
            { _ = try await mallory.upgradePassword(.slot(1), of: Self.key, password: TestInstance.password) },
            { _ = try await mallory.checkProtector(.slot(1), of: Self.key, password: TestInstance.password) },
        ] as [@Sendable () async throws -> Void] {
            let error = await #expect(throws: HierarchyError.self) { try await operation() }
            #expect(error?.code == .permissionDenied)
        }
        #expect(sink.actions == [.renameProtector, .upgradeProtector, .checkProtector])
        #expect(try await bench.snapshot() == before)
    }

    @Test func areWrappedWithTodaysDerivationWhenTheirsIsBelowIt() async throws {
        let (bench, keys) = try await bench()
        let today = try await bench.restarted { $0.passwordDerivation = Self.cheap }
        for key in keys {
            #expect(try await today.session.protectors(of: key).first?.isBelowStandard == true)
            let upgraded = try #require(
                try await today.session.upgradePassword(.slot(1), of: key, password: TestInstance.password))
            #expect(upgraded.derivation == Self.cheap && !upgraded.isBelowStandard && upgraded.label == "password")
            #expect(try await today.session.protectors(of: key).first == upgraded)
            try await bench.restarted().session.checkProtector(.slot(1), of: key, password: TestInstance.password)
            let before = try await today.snapshot()
            let again = try await today.session.upgradePassword(.slot(1), of: key, password: TestInstance.password)
            #expect(again == nil)
            #expect(try await today.snapshot() == before)
            try await expectRefusal(.wrongDecryptor, 15313) {
                try await today.session.upgradePassword(.slot(1), of: key, password: TestInstance.wrongPassword)
            }
        }
    }

    @Test func areAllUpgradedThatOnePasswordOpens() async throws {
        let (bench, _) = try await bench()
        try await bench.session.addPassword(TestInstance.otherPassword, label: "other", toMasterKeyOf: "Sales")
        try await bench.session.createDatabase("Vault")
        try await bench.session.createMasterKey(in: "Vault", password: TestInstance.password)
        let today = try await bench.restarted { $0.passwordDerivation = Self.cheap }
        let inVault = try await today.session.upgradePasswords(TestInstance.password, in: "Vault")
        #expect(inVault.map(\.key) == [.masterKey(of: "Vault")])
        let rest = try await today.session.upgradePasswords(TestInstance.password)
        #expect(rest.count == 3 && rest.allSatisfy { $0.derivation == Self.cheap })
        #expect(try await today.session.protectors().filter(\.isBelowStandard).map(\.label) == ["other"])
        #expect(try await today.session.upgradePasswords(TestInstance.wrongPassword).isEmpty)
    }

    @Test func stayAsTheyWereWhenTheStoreFails() async throws {
        let store = FaultInjectingStore()
        let bench = try await TestInstance(databases: ["Sales"], store: store)
        let before = try await bench.snapshot()
        for write in 1...3 {
            store.schedule = [.failWrite(write)]
            await #expect(throws: InjectedFault.self) {
                try await bench.session.renamePassword(
                    .slot(1), of: Self.key, password: TestInstance.password, to: "new")
            }
            #expect(try await bench.snapshot() == before)
        }
        store.schedule = Array(repeating: .conflict, count: 2)
        try await bench.session.renamePassword(.slot(1), of: Self.key, password: TestInstance.password, to: "new")
        #expect(try await bench.passwords(of: "Sales").map(\.label) == ["new"])
    }
}
