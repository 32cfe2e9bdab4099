import Backup
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import Recovery

/// What is said to do after a loss, and in which order.
struct RecoveryStepTests {
    private func analysis(of instance: TestInstance) async throws -> RecoveryAnalysis {
        RecoveryAnalysis(try await instance.session.inventory())
    }

    private static let place = "/mnt/vault/smk.pem"

    /// An instance with a backup of its service master key, which another machine has reported at a path.
    private func inventory(withABackupReportedAt path: String) async throws -> Inventory {
        let instance = try await TestInstance()
        let medium = MemoryBackupMedium(place: Self.place)
        try await instance.session.backUpServiceMasterKey(
            to: medium, under: BackupPassword("9-Small-Otters", label: "vault"), derivation: .insecureForTesting)
        let verification = try await medium.verify(password: "9-Small-Otters")
        try await instance.session.record(
            BackupVerificationReceipt(verification, place: path, verified: instance.clock.now()))
        return try await instance.session.inventory()
    }

    @Test func aLostMachineKeyTakesOneRestore() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.backUpServiceMasterKey(
            to: MemoryBackupMedium(place: "/safe/smk.pem"), under: BackupPassword("9-Small-Otters", label: "vault"),
            derivation: .insecureForTesting)
        let report = try await analysis(of: instance).losing([.rootProtector(.machineKey)])
        #expect(report.losesNothing)
        #expect(report.consequences.map(\.outcome) == [.recoverable])
        #expect(report.steps.map(\.command) == ["keyhierarchy restore service-master-key /safe/smk.pem"])
        #expect(
            report.steps.first?.transactSQL
                == "RESTORE SERVICE MASTER KEY FROM FILE = '<the server''s own backup of this key>' "
                + "DECRYPTION BY PASSWORD = '<its password>' FORCE;")
    }

    @Test func aReportedBackupIsNamedByItsPath() async throws {
        let inventory = try await inventory(withABackupReportedAt: "/far/vault/smk.pem")
        let report = RecoveryAnalysis(inventory).losing([.rootProtector(.machineKey), .backup(place: Self.place)])
        #expect(report.steps.first?.command == "keyhierarchy restore service-master-key /far/vault/smk.pem")
        #expect(
            report.steps.first?.instruction.hasPrefix(
                "Restore the service master key from /far/vault/smk.pem, on the machine that reported it") == true)
    }

    /// It may be the very file that is known here: verified once more, or reached from another machine.
    @Test func aReportUnderThePathOfABackupIsNoCopyOfIt() async throws {
        let inventory = try await inventory(withABackupReportedAt: Self.place)
        let report = RecoveryAnalysis(inventory).losing([.rootProtector(.machineKey), .backup(place: Self.place)])
        #expect(report.consequences.contains { $0.key.id == .serviceMasterKey && $0.outcome == .lost })
        #expect(Posture(of: inventory).shortfalls.contains { $0.kind == .noCopy })
    }

    @Test func withoutABackupTheMasterKeysAreTakenUnderANewServiceMasterKey() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createCredential(
            "mail", in: .server, identity: "somebody", secret: SecretBytes(text: "secret"))
        let report = try await analysis(of: instance).losing([.rootProtector(.machineKey)])
        #expect(
            report.consequences.filter { $0.outcome == .lost }.map(\.key.title) == [
                "service master key", "credential 'mail'",
            ])
        #expect(
            report.steps.map(\.command) == [
                "keyhierarchy service-master-key regenerate --force",
                "keyhierarchy master-key alter --database Sales --add-service-master-key --open-password",
                nil,
                "keyhierarchy backup service-master-key NEW-FILE --copy-to DIRECTORY",
            ])
        #expect(report.steps[2].transactSQL?.contains("ALTER CREDENTIAL [mail]") == true)
    }

    @Test func oneOfTwoRootProtectorsIsReplaced() async throws {
        let instance = try await TestInstance(rootProtectors: [
            EphemeralRootProtector(), EphemeralRootProtector(name: .serviceAccount),
        ])
        let report = try await analysis(of: instance).losing([.rootProtector(.machineKey)])
        #expect(report.consequences.map(\.outcome) == [.weakened])
        #expect(report.steps.count == 1)
    }

    @Test func whatTheInstanceDoesNotHaveCostsNothing() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let report = try await analysis(of: instance).losing([.backup(place: "/nowhere"), .password(label: "none")])
        #expect(report.consequences.isEmpty && report.steps.isEmpty && report.losesNothing)
    }

    /// The loss that hurts most people.
    @Test func aCertificateWithoutABackupIsTheWorstWeakness() async throws {
        let instance = try await TestInstance(databases: ["master", "Sales"].filter { $0 != "master" })
        let session = instance.session
        try await session.createMasterKey(in: "master", password: TestInstance.password)
        try await session.createCertificate("TDE", in: "master", subject: "TDE")
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        try await session.setEncryption(true, of: "Sales")
        try await session.backUpServiceMasterKey(
            to: MemoryBackupMedium(place: "/safe/smk.pem"), under: "9-Small-Otters", derivation: .insecureForTesting)
        let analysis = try await analysis(of: instance)
        let worst = try #require(analysis.weaknesses().first)
        let sales = try await session.database("Sales").id
        #expect(worst.databaseBackups == [sales])
        #expect(worst.assets == [.store] || worst.assets == [.database(.master)])
        #expect(analysis.remedies(for: worst).contains { $0.transactSQL?.contains("BACKUP CERTIFICATE [TDE]") == true })
    }

    @Test(arguments: [
        ("smk.pem", "smk.pem"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#), ("-rf", "./-rf"), ("", "''"),
        ("$(reboot)", "'$(reboot)'"), ("a;b", "'a;b'"), ("-o $x", "'./-o $x'"),
    ])
    func pathsInACommandAreQuoted(_ text: String, _ word: String) {
        #expect(text.shellPath == word)
    }

    @Test func namesInStatementsAreQuoted() {
        #expect("a]; DROP".sqlIdentifier == "[a]]; DROP]")
        #expect("it's".sqlLiteral == "'it''s'")
        #expect("Ü".sqlLiteral == "N'Ü'")
    }

    @Test func everyAssetIsFoundByWhatItIsCalled() throws {
        for seed in 0..<100 {
            var random = RandomInventory(seed: UInt64(seed))
            let analysis = RecoveryAnalysis(try random.inventory())
            for asset in analysis.assets {
                #expect(analysis.asset(analysis.inventory.specification(of: asset)) == asset)
            }
        }
    }
}
