import KeyHierarchy
import Policy
import Testing

@testable import Backup

/// `RESTORE MASTER KEY`, and `BACKUP MASTER KEY` where the state of the key matters.
struct RestoreMasterKeyTests {
    private func restore(
        _ medium: some BackupMedium,
        into instance: Instance,
        tolerance: LossTolerance = .none
    ) async throws -> ChangeReport {
        try await instance.session.restoreMasterKey(
            of: "Sales", from: medium, password: Instance.password, newPassword: Instance.otherPassword,
            label: "restored", tolerance: tolerance)
    }

    private func masterKey(of instance: Instance) async throws -> DatabaseMasterKey {
        try #require(try await instance.session.masterKey(of: "Sales"))
    }

    @Test func intoADatabaseWithoutOneItGetsThePasswordAlone() async throws {
        let origin = try await Instance.populated()
        let medium = try await origin.masterKeyBackup()
        let instance = try await Instance()
        try await instance.session.createDatabase("Sales")
        let report = try await restore(medium, into: instance)
        #expect(report.messages.isEmpty && report.losesNothing)
        let key = try await masterKey(of: instance)
        #expect(key.protection == .passwordsOnly)
        #expect(key.encryptions.map(\.label) == ["restored"])
        #expect(key.fingerprint == (try await masterKey(of: origin)).fingerprint)
        try await instance.session.openMasterKey(of: "Sales", password: Instance.otherPassword)
        try await instance.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        #expect(try await masterKey(of: instance).protection == .serviceMasterKeyAndPasswords)
    }

    @Test func theKeyInUseGetsThePasswordAndLosesNone() async throws {
        let instance = try await Instance.populated()
        let medium = try await instance.masterKeyBackup()
        let before = try await masterKey(of: instance)
        let report = try await restore(medium, into: instance)
        #expect(report.messages.map(\.number) == [15588])
        let after = try await masterKey(of: instance)
        #expect(after.guid == before.guid)
        #expect(after.encryptions.count == before.encryptions.count + 1)
        for password in [Instance.keyPassword, Instance.otherPassword] {
            try await instance.session.openMasterKey(of: "Sales", password: password)
        }
        // Once more: the password is there already.
        #expect(try await restore(medium, into: instance).messages.map(\.number) == [15588])
        #expect(try await masterKey(of: instance).encryptions.count == after.encryptions.count)
        #expect(try await instance.credential(.database("Sales")) == "open sesame")
    }

    @Test func anotherKeyTakesThePlaceOfThePresentOne() async throws {
        let origin = try await Instance.populated()
        let medium = try await origin.masterKeyBackup()
        let instance = try await Instance.populated()
        let report = try await restore(medium, into: instance)
        #expect(report.rewrapped.count == 1 && report.losesNothing)
        let key = try await masterKey(of: instance)
        #expect(key.fingerprint == (try await masterKey(of: origin)).fingerprint)
        #expect(key.protection == .serviceMasterKeyAndPasswords)
        #expect(try await instance.credential(.database("Sales")) == "open sesame")
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.openMasterKey(of: "Sales", password: Instance.keyPassword)
        }
        #expect(error?.code == .wrongDecryptor)
        try await instance.session.openMasterKey(of: "Sales", password: Instance.otherPassword)
    }

    @Test func aClosedKeyIsReplacedByForceOnly() async throws {
        let medium = try await Instance.populated().masterKeyBackup()
        let instance = try await Instance.populated()
        try await instance.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        let before = try await masterKey(of: instance)
        let error = await #expect(throws: HierarchyError.self) { try await restore(medium, into: instance) }
        #expect(error?.sqlServer?.number == 15329)
        #expect(try await masterKey(of: instance) == before)
        let report = try await restore(medium, into: instance, tolerance: .force)
        #expect(report.messages.map(\.number) == [15585, 15584])
        #expect(report.lost.map(\.name) == ["credential 'Blob' of database Sales"])
        #expect(try await masterKey(of: instance).protection == .passwordsOnly)
    }

    @Test func aKeyThatIsOpenInTheSessionIsReplacedWithoutForce() async throws {
        let medium = try await Instance.populated().masterKeyBackup()
        let instance = try await Instance.populated()
        try await instance.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        try await instance.session.openMasterKey(of: "Sales", password: Instance.keyPassword)
        #expect(try await restore(medium, into: instance).losesNothing)
        try await instance.session.openMasterKey(of: "Sales", password: Instance.otherPassword)
        #expect(try await instance.credential(.database("Sales")) == "open sesame")
    }

    @Test func aClosedKeyCannotBeBackedUpUntilItIsOpened() async throws {
        let instance = try await Instance.populated()
        try await instance.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        let error = await #expect(throws: HierarchyError.self) { try await instance.masterKeyBackup() }
        #expect(error?.sqlServer?.number == 15581)
        try await instance.session.openMasterKey(of: "Sales", password: Instance.keyPassword)
        let medium = try await instance.masterKeyBackup()
        #expect(try await medium.inspect().unverifiedFacts?.database == "Sales")
        #expect(try await masterKey(of: instance).backups.map(\.place) == [medium.place])
    }

    @Test func aDatabaseWithoutAMasterKeyHasNothingToBackUp() async throws {
        let instance = try await Instance()
        try await instance.session.createDatabase("Sales")
        let error = await #expect(throws: HierarchyError.self) { try await instance.masterKeyBackup() }
        #expect(error?.sqlServer?.number == 15151)
    }

    @Test func theNewPasswordMustSatisfyThePolicyAndTheOldOneNeedNot() async throws {
        let lax = try await Instance.populated(configure: { $0.passwordPolicy = PasswordPolicy.none })
        let medium = MemoryBackupMedium()
        try await lax.session.backUpMasterKey(of: "Sales", to: medium, under: "x", derivation: .insecure)
        let instance = try await Instance.populated()
        let before = try await masterKey(of: instance)
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.restoreMasterKey(
                of: "Sales", from: medium, password: "x", newPassword: "alllowercaseletters")
        }
        #expect(error?.sqlServer?.number == 33064)
        #expect(try await masterKey(of: instance) == before)
        try await instance.session.restoreMasterKey(
            of: "Sales", from: medium, password: "x", newPassword: Instance.otherPassword)
    }

    @Test func aWrongPasswordOrKindChangesNothing() async throws {
        let instance = try await Instance.populated()
        let before = try await masterKey(of: instance)
        let wrong = await #expect(throws: BackupError.self) {
            try await instance.session.restoreMasterKey(
                of: "Sales", from: try await Instance.populated().masterKeyBackup(), password: "Wrong-1-Password",
                newPassword: Instance.otherPassword, tolerance: .force)
        }
        #expect(wrong?.sqlServer?.number == 15466)
        let kind = await #expect(throws: BackupError.self) {
            try await restore(try await instance.serviceMasterKeyBackup(), into: instance, tolerance: .force)
        }
        #expect(kind?.code == .wrongKey)
        #expect(try await masterKey(of: instance) == before)
    }
}
