import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// Symmetric keys in backups.
struct SymmetricKeyBackupTests {
    private let keyPassword = Instance.keyPassword
    private let newPassword = Instance.otherPassword

    /// A database "Sales" with an open key "Cards".
    private func instance(_ material: SymmetricKeyMaterial = .random(.aes256)) async throws -> Instance {
        let instance = try await Instance.populated()
        try await instance.session.createSymmetricKey(
            "Cards", in: "Sales", material: material, encryptedBy: [.password(keyPassword)])
        try await instance.session.openSymmetricKey("Cards", in: "Sales", by: .password(keyPassword))
        return instance
    }

    private static let fromPassphrases = SymmetricKeyMaterial.passphrase(
        "A phrase for keys", .aes256, generation: .sha512, identity: "A phrase for identities")

    private func backUp(_ instance: Instance, name: String = "Cards") async throws -> MemoryBackupMedium {
        let medium = MemoryBackupMedium()
        try await instance.session.backUpSymmetricKey(
            name, in: "Sales", to: medium, under: BackupPassword(Instance.password), derivation: .insecure)
        return medium
    }

    @discardableResult
    private func restore(
        _ medium: some BackupMedium,
        to instance: Instance,
        as name: String = "Cards"
    ) async throws -> ChangeReport {
        try await instance.session.restoreSymmetricKey(
            name, in: "Sales", from: medium, password: Instance.password, newPassword: newPassword)
    }

    private func message(from instance: Instance) async throws -> [UInt8] {
        var cipher = try KeyMessageCipher(try await instance.session.messageKey("Cards", in: "Sales"))
        return try cipher.encrypt([1, 2, 3])
    }

    private func decrypt(_ message: [UInt8], in instance: Instance, _ name: String) async throws -> [UInt8]? {
        try KeyMessageCipher(try await instance.session.messageKey(name, in: "Sales")).decrypt(message)
    }

    @Test(arguments: [
        SymmetricKeyMaterial.random(.aes256), .random(.aes128), .random(.aes192, identity: "who"), fromPassphrases,
        .passphrase("old", .tripleDES, generation: .sha1, identity: "old"),
    ])
    func aRestoredKeyDecryptsWhatItEncrypted(material: SymmetricKeyMaterial) async throws {
        let origin = try await instance(material)
        let message = try await message(from: origin)
        let medium = try await backUp(origin)
        let target = try await Instance.populated()
        let report = try await restore(medium, to: target, as: "Restored")
        #expect(report.losesNothing && report.replacedPasswords.isEmpty)
        let (old, new) = (
            try await origin.session.symmetricKey("Cards", in: "Sales"),
            try await target.session.symmetricKey("Restored", in: "Sales")
        )
        #expect(new.guid == old.guid && new.algorithm == old.algorithm && new.fingerprint == old.fingerprint)
        #expect(new.encryptions.map(\.protector) == [.password])
        // It is not open afterwards, and the password of the database that it comes from does not open it.
        try await expectRefusal(.keyNotOpen, 15315) { try await decrypt(message, in: target, "Restored") }
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await target.session.openSymmetricKey("Restored", in: "Sales", by: .password(keyPassword))
        }
        try await target.session.openSymmetricKey("Restored", in: "Sales", by: .password(newPassword))
        #expect(try await decrypt(message, in: target, "Restored") == [1, 2, 3])
    }

    /// What was sealed with any version of its sealing key opens again.
    @Test func aRestoredKeyOpensWhatItsSealingKeysSealed() async throws {
        let origin = try await instance()
        let medium = try await backUp(origin)
        var messages: [[UInt8]] = []
        for version: UInt32 in 1...3 {
            if version > 1 { try await origin.session.replaceSealingKey(ofSymmetricKey: "Cards", in: "Sales") }
            let key = try await origin.session.sealingKey(ofSymmetricKey: "Cards", in: "Sales")
            #expect(key.id.version == version)
            messages.append(try MessageSealer.seal([UInt8(version)], with: key))
        }
        let target = try await Instance.populated()
        try await restore(medium, to: target)
        try await target.session.openSymmetricKey("Cards", in: "Sales", by: .password(newPassword))
        let keyring = try await target.session.keyring(ofSymmetricKey: "Cards", in: "Sales")
        #expect(try messages.map { try MessageOpener.open($0, with: keyring) } == [[1], [2], [3]])
        #expect(try await target.session.sealingKey(ofSymmetricKey: "Cards", in: "Sales").id.version == 1)
        // A version that is made there is the one of that number.
        #expect(try await target.session.replaceSealingKey(ofSymmetricKey: "Cards", in: "Sales") == 2)
        let second = try await target.session.sealingKey(ofSymmetricKey: "Cards", in: "Sales")
        #expect(try MessageOpener.open(messages[1], with: Keyring([second])) == [2])
        let next = try await target.session.replaceSealingKey(ofSymmetricKey: "Cards", in: "Sales", above: 3)
        #expect(next == 4)
        #expect(try await target.session.sealingKey(ofSymmetricKey: "Cards", in: "Sales").id.version == 4)
    }

    @Test func itSaysWhichKeyItHolds() async throws {
        let instance = try await instance()
        let key = try await instance.session.symmetricKey("Cards", in: "Sales")
        let medium = try await backUp(instance)
        let facts = try #require(try await medium.inspect().unverifiedFacts)
        #expect(facts.kind == .symmetricKey && facts.name == "Cards" && facts.database == "Sales")
        #expect(facts.guid == key.guid && facts.algorithm == .aes256 && facts.fingerprint == key.fingerprint)
        let verification = try await instance.session.verify(medium, password: Instance.password)
        #expect(verification.facts == facts && verification.isCurrent == true)
        #expect(verification.fingerprint == key.fingerprint)
        let other = try await self.instance()
        #expect(try await other.session.verify(medium, password: Instance.password).isCurrent == false)
        #expect(try await Instance.populated().session.verify(medium, password: Instance.password).isCurrent == nil)
        // Another key of that name is another one in any spelling.
        let shouting = try await Instance.populated()
        try await shouting.session.createSymmetricKey("CARDS", in: "Sales", encryptedBy: [.password(keyPassword)])
        #expect(try await shouting.session.verify(medium, password: Instance.password).isCurrent == false)
    }

    /// Whoever has the file could try phrases against a fingerprint, as fast as a hash is computed.
    @Test func aKeyFromAPassphraseIsGivenAwayByNothing() async throws {
        let instance = try await instance(Self.fromPassphrases)
        let medium = try await backUp(instance)
        let file = try #require(medium.contents)
        let opened = try await medium.sealedBackup().open(password: Instance.password)
        let fingerprint = try KeyFingerprint(of: opened.material.bytes)
        #expect(!file.text.contains("Fingerprint"))
        #expect(!file.text.contains(fingerprint.description))
        #expect(opened.facts?.fingerprint == nil && opened.fingerprint == nil)
        let verification = try await instance.session.verify(medium, password: Instance.password)
        #expect(verification.fingerprint == nil && verification.isCurrent == nil)
        let target = try await Instance.populated()
        try await restore(medium, to: target)
        #expect(try await target.session.symmetricKey("Cards", in: "Sales").fingerprint == nil)
    }

    @Test(arguments: [
        ("Key: symmetric key", "Key: service master key"), ("Key name: Cards", "Key name: Other"),
        ("Database: Sales", "Database: Other"), ("Algorithm: AES_256", "Algorithm: AES_128"),
        ("Key GUID: ", "Key GUID: 0"), ("Key name: Cards\n", ""),
    ])
    func aLieIsRefused(truth: String, lie: String) async throws {
        let text = try #require(try await backUp(try await instance()).contents).text
        let changed = Array(text.replacingOccurrences(of: truth, with: lie).utf8)
        #expect(changed.text != text)
        #expect(try await SealedBackup.refusal(of: changed) == .labelMismatch)
        let noted = Array(("key  name: Other\n" + text).utf8)
        #expect(try await SealedBackup.refusal(of: noted) == .labelMismatch)
    }

    /// Facts that are authentic, and are not those of a key of their kind.
    @Test func factsThatDoNotFitAreRefused() async throws {
        let guid = UUID()
        let none: KeyFingerprint? = nil
        func facts(
            _ kind: BackupFacts.KeyKind, name: String? = "Cards", guid: UUID?, _ algorithm: KeyAlgorithm = .aes256,
            _ fingerprint: KeyFingerprint? = nil
        ) -> BackupFacts {
            BackupFacts(
                kind: kind, server: "a", database: "Sales", name: name, guid: guid, algorithm: algorithm, created: .now,
                fingerprint: fingerprint)
        }
        for facts in [
            facts(.symmetricKey, guid: nil), facts(.symmetricKey, name: nil, guid: guid),
            facts(.symmetricKey, guid: guid, .aes128), facts(.databaseMasterKey, name: nil, guid: nil, .aes256, none),
            facts(.symmetricKey, guid: guid, .aes256, try KeyFingerprint(of: [1].secret)),
        ] {
            let (backup, _) = try await BackupWriting.seal(
                SharedSecret([UInt8](repeating: 7, count: 32).secret), facts,
                passwords: [BackupPassword(Instance.password)], derivation: .insecure, random: SystemRandomSource())
            #expect(try await SealedBackup.refusal(of: backup.contents) == .malformed)
        }
    }

    @Test func onlyAnOpenKeyIsBackedUp() async throws {
        let instance = try await instance()
        let medium = MemoryBackupMedium()
        func attempt(_ name: String, _ password: Password = Instance.password) async throws {
            try await instance.session.backUpSymmetricKey(
                name, in: "Sales", to: medium, under: BackupPassword(password), derivation: .insecure)
        }
        try await expectRefusal(.passwordRefused, 33062) { try await attempt("Cards", "short") }
        try await expectRefusal(.noSuchKey, 15151) { try await attempt("None") }
        try await instance.session.createSymmetricKey("#Mine", in: "Sales", encryptedBy: [.password(keyPassword)])
        try await instance.session.openSymmetricKey("#Mine", in: "Sales", by: .password(keyPassword))
        try await expectRefusal(.unsupported, nil) { try await attempt("#Mine") }
        try await instance.session.closeAllSymmetricKeys()
        try await expectRefusal(.keyNotOpen, 15315) { try await attempt("Cards") }
        #expect(medium.contents == nil)
    }

    @Test func itIsNoBackupOfAMasterKeyNorTheOtherWayRound() async throws {
        let instance = try await instance()
        let medium = try await backUp(instance)
        for operation in [
            {
                _ = try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
            },
            {
                _ = try await instance.session.restoreMasterKey(
                    of: "Sales", from: medium, password: Instance.password, newPassword: newPassword)
            },
            { _ = try await restore(try await instance.masterKeyBackup(), to: instance) },
            { _ = try await restore(try await instance.serviceMasterKeyBackup(), to: instance) },
        ] {
            let error = try await #require(throws: BackupError.self) { try await operation() }
            #expect(error.code == .wrongKey && error.sqlServer?.number == 15317)
        }
    }

    /// Its GUID is what messages find it by: without one it is no use.
    @Test func aBackupOfAnotherProgramIsNotRestoredAsASymmetricKey() async throws {
        let key = SharedSecret([UInt8](repeating: 7, count: 32).secret)
        let contentKey = SharedSecret([UInt8](repeating: 8, count: 32).secret)
        let recipient = try await PasswordRecipient(
            wrapping: contentKey, under: Instance.password, iterations: 1, random: SystemRandomSource())
        let container = try AuthEnvelopedData(
            sealing: SymmetricKeyPackage(facts: nil, key: key).encoded, contentKey: contentKey.bytes,
            recipients: [recipient], random: SystemRandomSource())
        let medium = MemoryBackupMedium(contents: PEMDocument(preamble: [], der: container.encoded).encoded)
        let error = try await #require(throws: BackupError.self) {
            try await restore(medium, to: try await Instance.populated())
        }
        #expect(error.code == .wrongKey)
    }

    @Test func thePresentKeyIsReplacedAndThatIsSaid() async throws {
        let instance = try await instance()
        let session = instance.session
        let (medium, old) = (try await backUp(instance), try await session.symmetricKey("Cards", in: "Sales"))
        let message = try await message(from: instance)

        // The very key: nothing is lost, the new password takes the place of the old one.
        var report = try await restore(medium, to: instance, as: "CARDS")
        #expect(report.lost.isEmpty && report.replacedPasswords.map(\.key) == [old.id])
        let same = try await session.symmetricKey("Cards", in: "Sales")
        #expect(same.id == old.id && same.name == "Cards" && same.guid == old.guid && same.created == old.created)
        #expect(await session.openKeyIdentifiers.isEmpty)

        // Another key.
        try await session.dropSymmetricKey("Cards", in: "Sales")
        try await session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.certificate("Guard")])
        let before = try await session.symmetricKey("Cards", in: "Sales")
        let plan = try await session.planRestoreSymmetricKey(
            "Cards", in: "Sales", from: medium, password: Instance.password, newPassword: newPassword)
        #expect(try await session.symmetricKey("Cards", in: "Sales") == before)
        report = try await restore(medium, to: instance)
        #expect(report == plan.report)
        #expect(report.lost.map(\.name) == ["symmetric key 'Cards' of database Sales"])
        #expect(report.noLongerOpens.map(\.consequence) == ["The certificate 'Guard' no longer opens it."])
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(newPassword))
        #expect(try await decrypt(message, in: instance, "Cards") == [1, 2, 3])
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await session.closeAllSymmetricKeys()
            try await session.openSymmetricKey("Cards", in: "Sales", by: .certificate("Guard"))
        }
    }

    @Test func ofAKeyFromAPassphraseItIsSaidThatNobodyKnows() async throws {
        let instance = try await instance(Self.fromPassphrases)
        let report = try await restore(try await backUp(instance), to: instance)
        #expect(
            report.lost.count == 1 && report.lost[0].consequence.contains("unless the restored key is the same one"))
    }

    @Test func anIdentityIsOnlyOncePerDatabase() async throws {
        let instance = try await instance()
        let medium = try await backUp(instance)
        try await expectRefusal(.keyExists, 15282) { try await restore(medium, to: instance, as: "Twin") }
        try await expectRefusal(.unsupported, nil) { try await restore(medium, to: instance, as: "#Cards") }
        try await expectRefusal(.passwordRefused, 33062) {
            try await instance.session.restoreSymmetricKey(
                "Cards", in: "Sales", from: medium, password: Instance.password, newPassword: "short")
        }
    }

    @Test func aKeyThatEncryptsAnotherIsReplacedByItselfOnly() async throws {
        let instance = try await instance()
        let session = instance.session
        let medium = try await backUp(instance)
        try await session.createSymmetricKey("Inner", in: "Sales", encryptedBy: [.symmetricKey("Cards")])
        try await restore(medium, to: instance)
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(newPassword))
        try await session.openSymmetricKey("Inner", in: "Sales", by: .symmetricKey("Cards"))

        let other = try await backUp(try await self.instance())
        let before = try await session.symmetricKeys(in: "Sales")
        let error = try await expectRefusal(.keyInUse, 15352) { try await restore(other, to: instance) }
        #expect(error.advice?.contains("Inner") == true)
        #expect(try await session.symmetricKeys(in: "Sales") == before)
    }

    @Test func whoMayNotAlterKeysMayNotTryPasswords() async throws {
        let origin = try await instance()
        let medium = try await backUp(origin)
        let grants = GrantTable([.systemAdministrator: [.controlServer]])
        let target = try await Instance.populated { $0.authorizer = grants }
        let guest = target.hierarchy.session(as: Principal(name: "guest"))
        try await expectRefusal(.permissionDenied, 15151) {
            try await guest.restoreSymmetricKey(
                "Cards", in: "Sales", from: medium, password: "wrong", newPassword: newPassword)
        }
    }
}
