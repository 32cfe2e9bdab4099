import Foundation
import KeyHierarchy
import Testing

@testable import Backup

/// What a backup does about the places that it goes to.
struct BackupMediumTests {
    private func backUp(
        _ instance: Instance,
        to medium: some BackupMedium,
        copies: [any BackupMedium] = []
    ) async throws -> BackupReceipt {
        try await instance.session.backUpServiceMasterKey(
            to: medium, copies: copies, under: BackupPassword(Instance.password), derivation: .insecure)
    }

    @Test func whatWasWrittenIsNoted() async throws {
        let instance = try await Instance()
        let receipt = try await backUp(
            instance, to: MemoryBackupMedium(place: "a"), copies: [MemoryBackupMedium(place: "b")])
        #expect(receipt.places == ["a", "b"])
        #expect(receipt.warnings.isEmpty)
        let key = try await instance.session.serviceMasterKey()
        #expect(Set(key.backups.map(\.place)) == ["a", "b"])
        #expect(key.backups.allSatisfy { $0.isCopy == ($0.place == "b") && $0.fingerprint == key.fingerprint })
    }

    @Test func aMediumThatCorruptsWhatItStoresIsFoundOut() async throws {
        let instance = try await Instance()
        let error = await #expect(throws: BackupError.self) { try await backUp(instance, to: CorruptingMedium()) }
        #expect(error?.code == .notVerified)
        #expect(try await instance.session.serviceMasterKey().backups.isEmpty)
    }

    @Test(arguments: [CorruptingMedium() as any BackupMedium, FailingMedium(), MemoryBackupMedium(contents: [1])])
    func aFailingCopyNamesWhatWasWritten(copy: any BackupMedium) async throws {
        let instance = try await Instance()
        let error = await #expect(throws: BackupError.self) {
            try await backUp(
                instance, to: MemoryBackupMedium(place: "first place"),
                copies: [MemoryBackupMedium(place: "second place"), copy])
        }
        #expect(error?.message.contains("first place, second place") == true)
        #expect([.notVerified, .mediumFailed, .exists].contains(error?.code))
        #expect(
            Set(try await instance.session.serviceMasterKey().backups.map(\.place)) == ["first place", "second place"])
    }

    @Test func theErrorOfAMediumIsTheCause() async throws {
        let instance = try await Instance()
        let error = await #expect(throws: BackupError.self) { try await backUp(instance, to: FailingMedium()) }
        #expect(error?.code == .mediumFailed)
        #expect(error?.cause is FailingMedium.Offline)
        #expect(error?.sqlServer?.number == 15240)
    }

    @Test func whatIsThereIsKept() async throws {
        let medium = MemoryBackupMedium(contents: [1, 2, 3])
        let instance = try await Instance()
        let error = await #expect(throws: BackupError.self) { try await backUp(instance, to: medium) }
        #expect(error?.code == .exists)
        #expect(medium.contents == [1, 2, 3])
        #expect(try await instance.session.serviceMasterKey().backups.isEmpty)
    }

    /// Otherwise the whole operation would be tried again, and find its own file.
    @Test func aConflictInTheStoreDoesNotWriteTheBackupTwice() async throws {
        let store = UnreliableKeyStore()
        let instance = try await Instance(store: store)
        store.fail([HierarchyError(.conflict, "busy"), HierarchyError(.conflict, "busy")])
        let receipt = try await backUp(instance, to: MemoryBackupMedium())
        #expect(receipt.warnings == [.noCopy])
        #expect(try await instance.session.serviceMasterKey().backups.count == 1)
    }

    @Test func aStoreThatCannotNoteABackupDoesNotUndoIt() async throws {
        let store = UnreliableKeyStore()
        let instance = try await Instance(store: store)
        let medium = MemoryBackupMedium()
        store.fail([HierarchyError(.storeFailed, "disk full")])
        #expect(try await backUp(instance, to: medium).warnings == [.noCopy, .notNoted])
        store.fail([HierarchyError(.storeFailed, "disk full")])
        let verification = try await instance.session.verify(medium, password: Instance.password)
        #expect(verification.isCurrent == true)
        #expect(verification.warnings.contains(.notNoted))
    }

    @Test func aReadOnlyStoreIsNotWritten() async throws {
        let store = InMemoryKeyStore()
        let protector = try EphemeralRootProtector()
        _ = try await Instance(store: store, rootProtectors: [protector])
        let reader = try await Instance(
            store: store, rootProtectors: [protector], configure: { $0.maintainsStore = false })
        let medium = MemoryBackupMedium()
        #expect(try await backUp(reader, to: medium).warnings == [.noCopy, .notNoted])
        let verification = try await reader.session.verify(medium, password: Instance.password)
        #expect(verification.isCurrent == true && verification.warnings == [.fewIterations(1)])
        #expect(try await reader.session.serviceMasterKey().backups.isEmpty)
    }

    @Test func aMediumWithNothingIsMissing() async throws {
        let error = await #expect(throws: BackupError.self) { try await MemoryBackupMedium().inspect() }
        #expect(error?.code == .missing)
        #expect(error?.sqlServer?.number == 15317)
    }

    @Test func aMediumThatReturnsMoreThanAskedIsRefused() async throws {
        let medium = MemoryBackupMedium(contents: [UInt8](repeating: 0, count: 300_000))
        let error = await #expect(throws: BackupError.self) { try await medium.inspect() }
        #expect(error?.code == .tooLarge)
    }
}
