import Backup
import KeyHierarchy
import KeyHierarchyTesting
import Policy
import Recovery
import Testing

/// Backups of keys that are not in use any more: which are still needed, and for what.
struct OutdatedBackupTests {
    private let password: Password = "9-Small-Otters-Swim"

    private func backUp(_ instance: TestInstance, _ place: String = "smk.pem") async throws -> MemoryBackupMedium {
        let medium = MemoryBackupMedium(place: place)
        try await instance.session.backUpServiceMasterKey(
            to: medium, under: BackupPassword(password), derivation: .insecureForTesting)
        return medium
    }

    @Test func theBackupOfAReplacedKeyIsKeptUntilWhatIsUnderTheKeyWasOpened() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.createCredential(in: .server)
        _ = try await backUp(instance)
        #expect(try await instance.session.inventory().outdatedBackups.isEmpty)
        try await instance.session.regenerateServiceMasterKey()
        let perhaps = try #require(try await instance.session.inventory().outdatedBackups.first)
        #expect(perhaps.record.place == "smk.pem" && perhaps.title == "service master key")
        guard case .perhaps(let keys) = perhaps.need else {
            Issue.record("\(perhaps)")
            return
        }
        #expect(keys.map(\.kind) == [.credential, .databaseMasterKey])
        // Opened by the new key, they need the older one no longer.
        let way = try #require(
            try await instance.session.protectors(of: .masterKey(of: "Sales")).first {
                $0.protector == .key(.serviceMasterKey)
            })
        _ = try await instance.session.checkProtector(.slot(way.slot), of: .masterKey(of: "Sales"))
        #expect(try await instance.secret(in: .server) == "s3cret")
        let after = try await instance.session.inventory().outdatedBackups
        #expect(after.map(\.record.place) == ["smk.pem"])
        #expect(after.first?.need == .copiesOnly)
    }

    @Test func theBackupOfADroppedCertificateIsStillListed() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let certificate = try await instance.session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await instance.session.backUpCertificate(
            "Guard", in: "Sales", toPFX: MemoryBackupMedium(place: "guard.pfx"), under: password)
        let before = try await instance.session.inventory()
        #expect(before.outdatedBackups.isEmpty && before.key(certificate.id)?.presentBackups.count == 1)
        try await instance.session.drop(.certificate("Guard"), in: "Sales")
        let inventory = try await instance.session.inventory()
        #expect(inventory.backupsOfDroppedKeys.map(\.key) == [certificate.id])
        let outdated = try #require(inventory.outdatedBackups.first)
        #expect(outdated.record.place == "guard.pfx" && outdated.need == .copiesOnly)
        #expect(outdated.title == "dropped certificate \(certificate.id.number) of database Sales")
        #expect(outdated.explanation.contains("Backups of databases that the certificate encrypted"))
        let page = RecoveryReport(
            of: RecoveryAnalysis(inventory), posture: Posture(of: inventory)
        ).html
        #expect(page.contains("Backups of keys that are not in use any more") && page.contains("guard.pfx"))
    }

    @Test func aRehearsalFindsWhatOnlyAnOlderKeyOpens() async throws {
        let origin = try await TestInstance()
        try await origin.createCredential(in: .server)
        let old = try await backUp(origin, "old.pem")
        // On another machine nothing opens the key, and force passes over the credential.
        let instance = try await origin.restartedOnAnotherMachine()
        #expect(try await instance.session.regenerateServiceMasterKey(tolerance: .force).lost.count == 1)
        let new = try await backUp(instance, "new.pem")

        let rehearsal = try await Rehearsal(
            backups: [new, old], passwords: [password], of: instance.hierarchy)
        #expect(!rehearsal.succeeds)
        #expect(rehearsal.backups.map { $0.onlyWayTo.map(\.kind) } == [[], [.credential]])
        #expect(
            rehearsal.keys.last?.outcome == .staysClosed("It is under an older key, the one in old.pem."))
        // Without the older backup nobody can say.
        let without = try await Rehearsal(backups: [new], passwords: [password], of: instance.hierarchy)
        #expect(without.backups.allSatisfy { $0.onlyWayTo.isEmpty })
        #expect(without.keys.last?.outcome != rehearsal.keys.last?.outcome)
    }

    @Test func anOlderKeyThatNothingIsUnderIsTheOnlyWayToNothing() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let old = try await backUp(instance, "old.pem")
        try await instance.session.regenerateServiceMasterKey()
        let new = try await backUp(instance, "new.pem")
        let rehearsal = try await Rehearsal(
            backups: [old, new], passwords: [password], of: instance.hierarchy)
        #expect(rehearsal.succeeds, "\(rehearsal)")
        #expect(rehearsal.backups.allSatisfy { $0.onlyWayTo.isEmpty })
    }
}
