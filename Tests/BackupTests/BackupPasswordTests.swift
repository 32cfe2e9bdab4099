import Foundation
import KeyHierarchy
import Testing

@testable import Backup

struct BackupPasswordTests {
    private func opened(_ file: [UInt8], _ password: Password = Instance.password) async throws -> OpenedBackup {
        try await SealedBackup(parsing: file).open(password: password)
    }

    @Test func anAddedPasswordOpensANewFile() async throws {
        let instance = try await Instance()
        let file = try await instance.serviceMasterKeyFile(under: BackupPassword(Instance.password, label: "vault"))
        let backup = try await opened(file)
        let added = try await backup.adding(Instance.otherPassword, label: "on\u{2028}call", derivation: .insecure)
        #expect(backup.sealed.contents == file)
        #expect(try await SealedBackup.refusal(of: file, password: Instance.otherPassword) == .wrongPassword)
        for password in [Instance.password, Instance.otherPassword] {
            let again = try await opened(added.contents, password)
            #expect(again.material.array == (try await instance.serviceMasterKeyBytes()))
            #expect(again.facts?.passwords.map(\.label) == ["vault", "on call"])
        }
        let inspection = try SealedBackup(parsing: added.contents).inspection
        #expect(Set(inspection.passwords.map(\.unverifiedLabel)) == ["vault", "on call"])
        #expect(inspection.digest == .matches)
        #expect(inspection.unverifiedFacts == (try await opened(added.contents)).facts)
    }

    @Test func aRemovedPasswordOpensTheOldFileOnly() async throws {
        let file = try await Instance().serviceMasterKeyFile(
            under: BackupPassword(Instance.password, label: "a"), BackupPassword(Instance.otherPassword, label: "b"))
        let backup = try await opened(file)
        let removed = try backup.removingPassword(backup.openedBy.uppercased())
        #expect(try await SealedBackup.refusal(of: removed.contents) == .wrongPassword)
        let left = try await opened(removed.contents, Instance.otherPassword)
        #expect(left.facts?.passwords.map(\.label) == ["b"])
        #expect(try await SealedBackup.refusal(of: file) == nil)
    }

    @Test func theLastPasswordAndAnUnknownOneCannotBeRemoved() async throws {
        let backup = try await opened(try await Instance().serviceMasterKeyFile())
        for id in [backup.openedBy, "nonsense", ""] {
            let error = #expect(throws: BackupError.self) { try backup.removingPassword(id) }
            #expect(error?.code == .noSuchPassword)
        }
    }

    @Test func theSamePasswordIsNotAddedTwice() async throws {
        let backup = try await opened(try await Instance().serviceMasterKeyFile())
        let error = await #expect(throws: BackupError.self) {
            try await backup.adding(Instance.password, label: "again", derivation: .insecure)
        }
        #expect(error?.code == .passwordNotAdded)
    }

    /// Anybody can read it, in the file and in a terminal.
    @Test(arguments: [
        ("my Seven-4-Lanterns!", HierarchyError.Code.passwordRefused), ("a\nb", .invalidName),
        ("\u{1B}[2J", .invalidName),
        (String(repeating: "x", count: 129), .invalidName),
    ])
    func aLabelSaysNothingThatItShouldNot(_ label: String, _ code: HierarchyError.Code) async throws {
        let backup = try await opened(try await Instance().serviceMasterKeyFile())
        let error = await #expect(throws: HierarchyError.self) {
            try await backup.adding("Seven-4-Lanterns!", label: label, derivation: .insecure)
        }
        #expect(error?.code == code)
    }

    @Test func twoPasswordsOfANewBackupAreNotTheSame() async throws {
        let instance = try await Instance()
        let medium = MemoryBackupMedium()
        let error = await #expect(throws: BackupError.self) {
            try await instance.session.backUpServiceMasterKey(
                to: medium,
                under: [BackupPassword(Instance.password, label: "a"), BackupPassword(Instance.password, label: "b")],
                derivation: .insecure)
        }
        #expect(error?.code == .passwordNotAdded)
        #expect(medium.contents == nil)
    }

    @Test func aBackupHasAtMostTwentyPasswords() async throws {
        let instance = try await Instance()
        let key = try await instance.hierarchy.openServiceMasterKey()
        func seal(_ count: Int) async throws -> SealedBackup {
            try await BackupWriting.seal(
                key.material, .serviceMasterKey(key, server: "a"),
                passwords: (1...count).map { BackupPassword(Password("Password-Number-\($0)")) },
                derivation: .insecure, random: SystemRandomSource()
            ).0
        }
        let full = try await seal(20)
        let backup = try await opened(full.contents, "Password-Number-20")
        let adding = await #expect(throws: BackupError.self) {
            try await backup.adding(Instance.password, label: "21", derivation: .insecure)
        }
        #expect(adding?.code == .passwordNotAdded)
        let sealing = await #expect(throws: BackupError.self) { try await seal(21) }
        #expect(sealing?.code == .passwordNotAdded)
    }

    /// What could not be read again is not written in the first place.
    @Test func passwordsThatCostTooMuchTogetherAreNotAdded() async throws {
        let instance = try await Instance()
        let medium = MemoryBackupMedium()
        let derivation = try BackupDerivation(iterations: 5_000_000)
        let error = await #expect(throws: BackupError.self) {
            try await instance.session.backUpServiceMasterKey(
                to: medium,
                under: [
                    "Password-Number-1", "Password-Number-2", "Password-Number-3", "Password-Number-4",
                    "Password-Number-5",
                ], derivation: derivation)
        }
        #expect(error?.code == .passwordNotAdded)
        #expect(medium.contents == nil)
    }

    @Test func aLabelThatGivesThePasswordAwayIsRefused() async throws {
        let medium = MemoryBackupMedium()
        let label = Instance.password.withText { "it is " + String(copying: $0) }
        let error = await #expect(throws: HierarchyError.self) {
            try await Instance().session.backUpServiceMasterKey(
                to: medium, under: BackupPassword(Instance.password, label: label), derivation: .insecure)
        }
        #expect(error?.code == .passwordRefused)
        #expect(medium.contents == nil)
    }

    @Test func aLabelThatHasNoRoomIsRefusedBeforeAnythingIsWritten() async throws {
        let instance = try await Instance()
        let medium = MemoryBackupMedium()
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.backUpServiceMasterKey(
                to: medium,
                under: BackupPassword(Instance.password, label: String(repeating: "x", count: 129)),
                derivation: .insecure)
        }
        #expect(error?.code == .invalidName)
        #expect(medium.contents == nil)
    }

    @Test func everyPasswordMustSatisfyThePolicy() async throws {
        let instance = try await Instance()
        let medium = MemoryBackupMedium()
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.backUpServiceMasterKey(
                to: medium, under: [BackupPassword(Instance.password), "tooeasytoguess"], derivation: .insecure)
        }
        #expect(error?.sqlServer?.number == 33064)
        #expect(medium.contents == nil)
    }

    /// A known limit: a password proves what it opens, and the others must be tried too.
    @Test func aPasswordDoesNotVouchForTheOthers() async throws {
        let file = try await Instance().serviceMasterKeyFile(
            under: BackupPassword(Instance.password), BackupPassword(Instance.otherPassword))
        let backup = try SealedBackup(parsing: file)
        let opened = try await backup.open(password: Instance.password)
        let own = try #require(backup.container.recipients.first { $0.id == opened.openedBy }).encoded
        let other = try #require(backup.container.recipients.first { $0.id != opened.openedBy }).encoded
        let container = Container(
            recipients: [own, other.flipping(bit: 8 * other.count - 1)], nonce: backup.container.nonce,
            ciphertext: Array(backup.container.sealed.dropLast(16)), tag: Array(backup.container.sealed.suffix(16)))
        #expect(try await SealedBackup.refusal(of: container.file) == nil)
        #expect(try await SealedBackup.refusal(of: container.file, password: Instance.otherPassword) == .wrongPassword)
    }
}
