import KeyHierarchy
import Testing

@testable import Backup

/// `RESTORE SERVICE MASTER KEY`.
struct RestoreServiceMasterKeyTests {
    private func expectDependentsOpen(_ instance: Instance) async throws {
        #expect(try await instance.credential(.server) == "open sesame")
        #expect(try await instance.credential(.database("Sales")) == "open sesame")
    }

    @Test func theKeyInUseChangesNothing() async throws {
        let instance = try await Instance.populated()
        let medium = try await instance.serviceMasterKeyBackup()
        let before = try await instance.session.serviceMasterKey()
        let report = try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        #expect(report.messages.map(\.number) == [15588])
        #expect(report.rewrapped.isEmpty && report.losesNothing)
        let after = try await instance.session.serviceMasterKey()
        #expect(after.guid == before.guid && after.encryptions == before.encryptions)
        #expect(after.modified == before.modified)
        // What was restored was proved to open: that is noted.
        #expect(after.backups.map(\.place) == [medium.place])
        try await expectDependentsOpen(instance)
    }

    @Test func aKeyOfAnotherInstanceTakesOver() async throws {
        let medium = try await Instance().serviceMasterKeyBackup()
        let facts = try await medium.verify(password: Instance.password)
        let instance = try await Instance.populated()
        let report = try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        #expect(report.messages.isEmpty && report.losesNothing)
        #expect(report.rewrapped.count == 2)
        #expect(try await instance.session.serviceMasterKey().fingerprint == facts.fingerprint)
        try await expectDependentsOpen(instance)
    }

    @Test func theRestoredKeyIsProtectedByThisMachine() async throws {
        let store = InMemoryKeyStore()
        let protector = try EphemeralRootProtector()
        let instance = try await Instance(store: store, rootProtectors: [protector])
        let medium = try await Instance().serviceMasterKeyBackup()
        try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        let again = try await Instance(store: store, rootProtectors: [protector])
        #expect(try await again.serviceMasterKeyBytes() == (try await instance.serviceMasterKeyBytes()))
    }

    @Test func anInstanceWhoseMachineKeyIsLostIsMendedByItsOwnBackupWithoutForce() async throws {
        let store = InMemoryKeyStore()
        let medium = try await Instance.populated(store: store).serviceMasterKeyBackup()
        let moved = try await Instance(store: store)
        #expect(try await moved.session.serviceMasterKey().isReadable == false)
        let error = await #expect(throws: HierarchyError.self) { try await moved.serviceMasterKeyBackup() }
        #expect(error?.code == .serviceMasterKeyUnreadable)
        let report = try await moved.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        #expect(report.messages.map(\.number) == [15588])
        #expect(report.losesNothing)
        #expect(try await moved.session.serviceMasterKey().isReadable)
        try await expectDependentsOpen(moved)
    }

    @Test func anotherKeyOverAnUnreadableOneNeedsForceAndSaysWhatIsLost() async throws {
        let store = InMemoryKeyStore()
        _ = try await Instance.populated(store: store)
        let moved = try await Instance(store: store)
        let medium = try await Instance().serviceMasterKeyBackup()
        let before = try await moved.session.serviceMasterKey()
        let error = await #expect(throws: HierarchyError.self) {
            try await moved.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        }
        #expect(error?.sqlServer?.number == 15329)
        #expect(try await moved.session.serviceMasterKey() == before)

        let report = try await moved.session.restoreServiceMasterKey(
            from: medium, password: Instance.password, tolerance: .force)
        #expect(report.messages.map(\.number) == [15585, 15584, 15584])
        #expect(report.lost.map(\.name) == ["credential 'Blob'"])
        #expect(report.noLongerOpens.map(\.name) == ["master key of database Sales"])
        #expect(try await moved.session.serviceMasterKey().isReadable)
        await #expect(throws: HierarchyError.self) { try await moved.credential(.server) }
        try await moved.session.openMasterKey(of: "Sales", password: Instance.keyPassword)
        #expect(try await moved.credential(.database("Sales")) == "open sesame")
    }

    @Test func aWrongPasswordChangesNothing() async throws {
        let instance = try await Instance.populated()
        let medium = try await Instance().serviceMasterKeyBackup()
        let before = try await instance.session.serviceMasterKey()
        for tolerance in [LossTolerance.none, .force] {
            let error = await #expect(throws: BackupError.self) {
                try await instance.session.restoreServiceMasterKey(
                    from: medium, password: "Wrong-1-Password", tolerance: tolerance)
            }
            #expect(error?.code == .wrongPassword)
            #expect(error?.sqlServer?.number == 15466)
        }
        #expect(try await instance.session.serviceMasterKey() == before)
    }

    @Test func aMissingBackupIsNoBackup() async throws {
        let instance = try await Instance()
        let error = await #expect(throws: BackupError.self) {
            try await instance.session.restoreServiceMasterKey(
                from: BackupFile("/nowhere/smk.pem"), password: Instance.password)
        }
        #expect(error?.sqlServer?.number == 15317)
    }

    @Test func aMasterKeyOfADatabaseIsNoServiceMasterKey() async throws {
        let instance = try await Instance.populated()
        let medium = try await instance.masterKeyBackup()
        let error = await #expect(throws: BackupError.self) {
            try await instance.session.restoreServiceMasterKey(
                from: medium, password: Instance.password, tolerance: .force)
        }
        #expect(error?.code == .wrongKey)
        try await expectDependentsOpen(instance)
    }

    @Test func anUnreadableSecretIsNamedAndStopsIt() async throws {
        let store = InMemoryKeyStore()
        let instance = try await Instance.populated(store: store)
        let medium = try await Instance().serviceMasterKeyBackup()
        try await store.corruptEncryptions(under: .serviceMasterKey)
        let before = try await instance.session.serviceMasterKey()
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        }
        #expect(error?.sqlServer?.number == 15320)
        #expect(try await instance.session.serviceMasterKey() == before)
        let report = try await instance.session.restoreServiceMasterKey(
            from: medium, password: Instance.password, tolerance: .force)
        #expect(report.messages.map(\.number) == [15584, 15584])
    }

    /// As after a database, or a credential, came from the server that the backup is of.
    @Test func whatWasUnderTheRestoredKeyAllAlongOpensAgain() async throws {
        let store = InMemoryKeyStore()
        let instance = try await Instance.populated(store: store)
        let medium = try await instance.serviceMasterKeyBackup()
        let old = try await store.allEncryptions(under: .serviceMasterKey)
        try await instance.session.regenerateServiceMasterKey()
        try await store.write { store in try store.put(old) }
        let report = try await instance.session.restoreServiceMasterKey(from: medium, password: Instance.password)
        #expect(report.losesNothing)
        #expect(report.rewrapped.count == 2)
        try await expectDependentsOpen(instance)
    }

    @Test func whoMayNotRestoreLearnsNothingAboutTheFile() async throws {
        let instance = try await Instance(
            principal: Principal(name: "mallory"), configure: { $0.authorizer = GrantTable() })
        let session = instance.session
        for medium in [MemoryBackupMedium(), MemoryBackupMedium(contents: [1])] {
            for attempt in [
                { _ = try await session.restoreServiceMasterKey(from: medium, password: Instance.password) },
                { _ = try await session.planRestoreServiceMasterKey(from: medium, password: Instance.password) },
                {
                    _ = try await session.restoreMasterKey(
                        of: "master", from: medium, password: Instance.password, newPassword: Instance.keyPassword)
                },
            ] as [() async throws -> Void] {
                let error = await #expect(throws: HierarchyError.self) { try await attempt() }
                #expect(error?.code == .permissionDenied)
            }
        }
    }
}

extension KeyStore {
    /// All encryptions under a key.
    func allEncryptions(under key: KeyIdentifier) async throws -> [KeyEncryption] {
        try await read { store in
            var all: [KeyEncryption] = []
            try store.forEachEncryption(under: .key(key), batchSize: 100) { all += $0 }
            return all
        }
    }

    /// Changes the last bit of each encryption under a key.
    func corruptEncryptions(under key: KeyIdentifier) async throws {
        let corrupted = try await allEncryptions(under: key).map { encryption in
            var encryption = encryption
            let sealed = encryption.sealed.bytes
            encryption.sealed = SealedSecret(sealed.flipping(bit: 8 * sealed.count - 1))
            return encryption
        }
        try await write { try $0.put(corrupted) }
    }
}
