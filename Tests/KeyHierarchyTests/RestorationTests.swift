import KeyHierarchy
import KeyHierarchyTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// SEMANTICS, section 4.5 and 3.3, without the files: what the Backup module puts in here.
@Suite("Restoring a key")
struct RestorationTests {
    @Test func intoADatabaseWithoutOneGivesItThePasswordAlone() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let (key, _) = try await bench.session.masterKeyForBackup(of: "Sales")
        try await bench.session.createDatabase("Copy")
        let report = try await bench.restore(key, in: "Copy", password: TestInstance.otherPassword)
        #expect(report.losesNothing)
        let restored = try #require(try await bench.session.masterKey(of: "Copy"))
        #expect(restored.fingerprint == key.fingerprint)
        #expect(restored.protection == .passwordsOnly)
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await bench.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Copy")
        }
        try await bench.session.openMasterKey(of: "Copy", password: TestInstance.otherPassword)
        try await bench.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Copy")
    }

    @Test func thatIsInPlaceAddsThePasswordAndTakesNoneAway() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let (key, _) = try await bench.session.masterKeyForBackup(of: "Sales")
        for _ in 1...2 {
            let report = try await bench.restore(key, in: "Sales", password: TestInstance.otherPassword)
            #expect(report.messages.map(\.number) == [15588])
            #expect(try await bench.passwords(of: "Sales").count == 2)
        }
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
    }

    @Test func overAnotherEncryptsItsDependentsAgain() async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        try await bench.createCredential(in: .database("Sales"))
        let (key, _) = try await bench.session.masterKeyForBackup(of: "Other")
        let report = try await bench.restore(key, in: "Sales", password: TestInstance.otherPassword)
        #expect(report.rewrapped.count == 1)
        let restored = try #require(try await bench.session.masterKey(of: "Sales"))
        #expect(restored.fingerprint == key.fingerprint)
        #expect(restored.protection == .serviceMasterKeyAndPasswords)
        #expect(try await bench.secret(in: .database("Sales")) == "s3cret")
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
    }

    @Test func overAClosedOneIsRefusedAndForced() async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        try await bench.makePasswordOnly("Sales")
        let (key, _) = try await bench.session.masterKeyForBackup(of: "Other")
        let before = try await bench.snapshot()
        try await expectRefusal(.oldKeyUnreadable, 15329) {
            try await bench.restore(key, in: "Sales", password: TestInstance.otherPassword)
        }
        #expect(try await bench.snapshot() == before)
        let report = try await bench.restore(key, in: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(report.messages.map(\.number) == [15585])
        #expect(try await bench.fingerprint(of: "Sales") == key.fingerprint)
    }

    @Test func bringsBackWhatWasUnderItAllAlong() async throws {
        // A moved database: its credential is under the restored key, its record says another.
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential(in: .database("Sales"))
        let (key, _) = try await bench.session.masterKeyForBackup(of: "Sales")
        let credential = try await bench.snapshot().encryptions.filter { $0.id.key.kind == .credential }
        try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await bench.store.write { try $0.put(credential) }
        try await bench.makePasswordOnly("Sales")
        let report = try await bench.restore(key, in: "Sales", password: TestInstance.password, tolerance: .force)
        #expect(report.lost.isEmpty)
        #expect(report.messages.map(\.number) == [15585])
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        #expect(try await bench.secret(in: .database("Sales")) == "s3cret")
    }

    @Test(arguments: [LossTolerance.none, .force])
    func bringsBackWhatForceGaveUp(tolerance: LossTolerance) async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        try await bench.createCredential("old", in: .database("Sales"))
        let (right, _) = try await bench.session.masterKeyForBackup(of: "Sales")
        let (wrong, _) = try await bench.session.masterKeyForBackup(of: "Other")
        try await bench.makePasswordOnly("Sales")
        let forced = try await bench.restore(
            wrong, in: "Sales", password: TestInstance.otherPassword, tolerance: .force)
        #expect(forced.lost.map(\.name) == ["credential 'old' of database Sales"])
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await bench.createCredential("new", in: .database("Sales"))
        try await expectRefusal(.corrupted, 33047) {
            try await bench.secret(ofCredential: "old", in: .database("Sales"))
        }
        let error = try await expectRefusal(.dependentUnreadable, 15320) {
            try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.password)
        }
        #expect(error.message.contains("credential 'old'"))
        // It is named each time that force passes over it.
        let again = try await bench.session.planRegenerateMasterKey(
            of: "Sales", password: TestInstance.password, tolerance: .force)
        #expect(again.report.lost == forced.lost)

        let report = try await bench.restore(right, in: "Sales", password: TestInstance.password, tolerance: tolerance)
        #expect(report.losesNothing && report.rewrapped.count == 2)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        for name in ["old", "new"] {
            #expect(try await bench.secret(ofCredential: name, in: .database("Sales")) == "s3cret")
        }
    }

    @Test func ofTheServiceMasterKeyBringsBackWhatForceGaveUp() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential(in: .server)
        let key = try await bench.session.serviceMasterKeyForBackup()
        let stranger = try await bench.restartedOnAnotherMachine()
        let forced = try await stranger.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(forced.lost.count == 1 && forced.noLongerOpens.map(\.name) == ["master key of database Sales"])
        // The copy of a master key that its passwords open is gone; it would seem to open by itself.
        #expect(try await stranger.session.masterKey(of: "Sales")?.protection == .passwordsOnly)
        let report = try await stranger.session.restoreServiceMasterKey(key.material, tolerance: .none, progress: nil)
        #expect(report.losesNothing)
        #expect(try await stranger.secret(in: .server) == "s3cret")
    }

    @Test func ofTheServiceMasterKeyOnAnotherMachineBringsEverythingBack() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential(in: .server)
        let key = try await bench.session.serviceMasterKeyForBackup()
        let stranger = try await bench.restartedOnAnotherMachine()
        // It is the very key, so nothing can be lost and no force is needed.
        let report = try await stranger.session.restoreServiceMasterKey(key.material, tolerance: .none, progress: nil)
        #expect(report.messages.map(\.number) == [15588])
        #expect(try await stranger.secret(in: .server) == "s3cret")
        try await stranger.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        #expect(try await stranger.restarted().hierarchy.startupMessages.isEmpty)
    }

    @Test func ofTheServiceMasterKeyThatIsInPlaceChangesNoKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let key = try await bench.session.serviceMasterKeyForBackup()
        let before = try await bench.snapshot()
        let report = try await bench.session.restoreServiceMasterKey(key.material, tolerance: .force, progress: nil)
        #expect(report.messages.map(\.number) == [15588])
        let after = try await bench.snapshot()
        #expect(after.keys == before.keys)
        #expect(after.encryptions == before.encryptions)
    }

    @Test(arguments: [0, 1, 15, 17, 24, 31, 33, 64])
    func ofALengthThatNoMasterKeyHasIsRefused(count: Int) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.snapshot()
        let material = SharedSecret(try SecretBytes.random(count: count))
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.restoreServiceMasterKey(material, tolerance: .force, progress: nil)
        }
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.restoreMasterKey(
                of: "Sales", material, newPassword: TestInstance.password, label: "", tolerance: .force)
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func isNotedWithTheLatestBackupFirst() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let key = try await bench.key(of: "Sales")
        let fingerprint = try #require(try await bench.fingerprint(of: "Sales"))
        let records = [10, 30, 20].map { (seconds: Int) in
            BackupRecord(
                key: key, fingerprint: fingerprint, place: "/vault/\(seconds)", isCopy: false,
                verified: .init(timeIntervalSince1970: Double(seconds)))
        }
        try await bench.session.note(records)
        #expect(
            try await bench.session.masterKey(of: "Sales")?.backups.map(\.place) == [
                "/vault/30", "/vault/20", "/vault/10",
            ])
        // They outlive the key that they hold.
        try await bench.session.dropMasterKey(of: "Sales")
        try await bench.session.createMasterKey(in: "Sales", password: TestInstance.password)
        #expect(try await bench.session.masterKey(of: "Sales")?.backups.count == 3)
    }
}

extension TestInstance {
    fileprivate func restore(
        _ key: OpenKey,
        in database: DatabaseName,
        password: Password,
        tolerance: LossTolerance = .none
    ) async throws -> ChangeReport {
        try await session.restoreMasterKey(
            of: database, key.material, newPassword: password, label: "restored", tolerance: tolerance)
    }
}
