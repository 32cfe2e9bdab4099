import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// What an instance knows of its backups: where they are, and which passwords open them.
struct NotedBackupTests {
    private static let passwords = [
        BackupPassword(Instance.password, label: "vault envelope 3"),
        BackupPassword(Instance.otherPassword, label: "on-call"),
    ]

    private func notes(_ key: KeyIdentifier, _ instance: Instance) async throws -> [BackupRecord] {
        try await instance.hierarchy.store.read { try $0.backups(of: key) }
    }

    @Test func thePasswordsOfABackupAreNotedInItsOrder() async throws {
        let instance = try await Instance()
        let places = [MemoryBackupMedium(place: "a"), MemoryBackupMedium(place: "b")]
        let receipt = try await instance.session.backUpServiceMasterKey(
            to: places[0], copies: [places[1]], under: Self.passwords, derivation: .insecure)
        let notes = try await notes(.serviceMasterKey, instance)
        #expect(notes.map(\.place).sorted() == ["a", "b"])
        for note in notes {
            #expect(note.passwords.map(\.label) == ["vault envelope 3", "on-call"])
            #expect(note.passwords.map(\.id) == receipt.facts.passwords.map(\.id))
            #expect(note.isCopy == (note.place == "b"))
        }
    }

    @Test func whatWasWrittenBeforeAPlaceFailedIsNoted() async throws {
        let instance = try await Instance()
        await #expect(throws: BackupError.self) {
            try await instance.session.backUpServiceMasterKey(
                to: MemoryBackupMedium(place: "a"), copies: [MemoryBackupMedium(place: "b", contents: [1])],
                under: Self.passwords, derivation: .insecure)
        }
        #expect(try await notes(.serviceMasterKey, instance).map(\.place) == ["a"])
    }

    @Test func aPasswordThatIsAddedIsNotedWhenTheFileIsVerified() async throws {
        let instance = try await Instance.populated()
        let old = try await instance.masterKeyBackup()
        let opened = try await old.sealedBackup().open(password: Instance.password)
        let new = MemoryBackupMedium(place: "new")
        let added = try await opened.adding(Instance.otherPassword, label: "safe", derivation: .insecure)
        try await new.writeVerified(added, password: Instance.otherPassword)
        _ = try await instance.session.verify(new, password: Instance.otherPassword)
        let key = try #require(try await instance.session.masterKey(of: "Sales"))
        let note = try #require(key.backups.first { $0.place == "new" })
        #expect(note.passwords.map(\.label) == ["password", "safe"])
        #expect(key.backups.first { $0.place == "memory" }?.passwords.map(\.label) == ["password"])
    }

    @Test func aLabelThatIsTooLongForAStoreIsNotedInPart() async throws {
        let instance = try await Instance()
        let first = try await instance.serviceMasterKeyBackup()
        let opened = try await first.sealedBackup().open(password: Instance.password)
        let long = String(repeating: "x", count: 127) + "\u{1F511} and more"
        // Nobody is let write one today; the file may be somebody else's.
        var facts = try #require(opened.facts)
        facts.passwords = facts.passwords.map { BackupFacts.PasswordEntry(id: $0.id, label: long) }
        let written = try SealedBackup(
            opened.package.key, facts: facts, contentKey: opened.contentKey,
            recipients: opened.sealed.container.recipients, random: SystemRandomSource())
        let new = MemoryBackupMedium(place: "new")
        try await new.write(written.contents)
        _ = try await instance.session.verify(new, password: Instance.password)
        let note = try #require(try await notes(.serviceMasterKey, instance).first { $0.place == "new" })
        #expect(note.passwords.map(\.label) == [String(repeating: "x", count: 127)])
    }

    @Test func thePasswordsOfABackupOfAnotherProgramHaveNoLabels() async throws {
        let sample = try #require(Sample.all.first { $0.file == "no-preamble.pem" })
        let medium = MemoryBackupMedium(contents: Array(try Sample.contents(of: sample.file)))
        let instance = try await Instance()
        try await instance.session.restoreServiceMasterKey(from: medium, password: Password(sample.password))
        let note = try #require(try await notes(.serviceMasterKey, instance).first)
        #expect(note.passwords.map(\.id) == (try await medium.inspect().passwords.map(\.id)))
        #expect(!note.passwords.isEmpty && note.passwords.allSatisfy { $0.label.isEmpty })
    }

    @Test func backupsOfCertificatesAreNotedByTheCertificate() async throws {
        let instance = try await Instance.populated()
        let certificate = try await instance.session.createCertificate("Guard", in: "Sales", subject: "Guard")
        let keyFile = MemoryBackupMedium(place: "guard.pvk")
        try await instance.session.backUpCertificate(
            "Guard", in: "Sales", to: MemoryBackupMedium(place: "guard.cer"), privateKeyTo: keyFile,
            under: Instance.password)
        let pfx = MemoryBackupMedium(place: "guard.pfx")
        try await instance.session.backUpCertificate("Guard", in: "Sales", toPFX: pfx, under: Instance.password)
        let notes = try await notes(certificate.id, instance).sorted { $0.place < $1.place }
        #expect(notes.map(\.place) == ["guard.pfx", "guard.pvk"])
        for (note, medium) in zip(notes, [pfx, keyFile]) {
            #expect(note.fingerprint == certificate.fingerprint)
            let digest = try Digest.sha256.hash(try #require(medium.contents))
            #expect(note.passwords.map(\.id) == [digest[..<4].map { String(format: "%02x", $0) }.joined()])
            #expect(note.passwords.map(\.label) == [""])
        }
        let digest = try Digest.sha256.hash(certificate.encoded)
        #expect(certificate.fingerprint.bytes == Array(digest[..<16]))
    }

    @Test func aCertificateAloneIsNoBackupOfItsKey() async throws {
        let instance = try await Instance.populated()
        let certificate = try await instance.session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await instance.session.backUpCertificate("Guard", in: "Sales", to: MemoryBackupMedium())
        #expect(try await notes(certificate.id, instance).isEmpty)
    }

    @Test func backupsOfSymmetricKeysAreNotedUnlessTheKeyHasNoFingerprint() async throws {
        let instance = try await Instance.populated()
        let random = try await instance.session.createSymmetricKey(
            "Random", in: "Sales", encryptedBy: [.password(Instance.keyPassword)])
        let derived = try await instance.session.createSymmetricKey(
            "Derived", in: "Sales",
            material: .passphrase("a phrase", .aes256, generation: .sha512, identity: "one"),
            encryptedBy: [.password(Instance.keyPassword)])
        for key in [random, derived] {
            try await instance.session.openSymmetricKey(key.name, in: "Sales", by: .password(Instance.keyPassword))
            let medium = MemoryBackupMedium(place: key.name)
            try await instance.session.backUpSymmetricKey(
                key.name, in: "Sales", to: medium, under: Self.passwords, derivation: .insecure)
            let copy = MemoryBackupMedium(place: "attic", contents: medium.contents)
            let isCurrent = try await instance.session.verify(copy, password: Instance.password).isCurrent
            #expect(isCurrent == (key.id == random.id ? true : nil))
        }
        let notes = try await notes(random.id, instance)
        #expect(Set(notes.map(\.place)) == ["Random", "attic"])
        #expect(notes.allSatisfy { $0.fingerprint == random.fingerprint && $0.passwords.count == 2 })
        #expect(try await self.notes(derived.id, instance).isEmpty)
    }

    @Test func aRestoreNotesTheBackupOfASymmetricKey() async throws {
        let source = try await Instance.populated()
        try await source.session.createSymmetricKey(
            "Random", in: "Sales", encryptedBy: [.password(Instance.keyPassword)])
        try await source.session.openSymmetricKey("Random", in: "Sales", by: .password(Instance.keyPassword))
        let medium = MemoryBackupMedium(place: "random.pem")
        try await source.session.backUpSymmetricKey(
            "Random", in: "Sales", to: medium, under: Self.passwords, derivation: .insecure)
        let target = try await Instance.populated()
        try await target.session.restoreSymmetricKey(
            "Random", in: "Sales", from: medium, password: Instance.password, newPassword: Instance.keyPassword)
        let key = try await target.session.symmetricKey("Random", in: "Sales")
        let note = try #require(try await notes(key.id, target).first)
        #expect(note.place == "random.pem" && note.fingerprint == key.fingerprint && note.passwords.count == 2)
    }

    @Test(arguments: [
        ("c0ffee00", "safe", true), ("c0ffee00", "", true), ("C0FFEE00", "safe", false), ("c0ffee0", "safe", false),
        ("c0ffee000", "safe", false), ("c0ffee0\u{301}", "safe", false), ("c0ffee00", "a\nb", false),
        ("c0ffee00", "a\u{2028}b", false), ("c0ffee00", String(repeating: "x", count: 128), true),
        ("c0ffee00", String(repeating: "\u{1F511}", count: 65), false),
    ])
    func anEntryNamesAPasswordOrIsNone(_ id: String, _ label: String, _ isEntry: Bool) {
        #expect((BackupRecord.PasswordEntry(id: id, label: label) != nil) == isEntry)
    }
}
