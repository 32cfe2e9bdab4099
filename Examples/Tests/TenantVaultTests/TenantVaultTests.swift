import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import TemporaryDirectories
import Testing

@testable import TenantVault

struct TenantVaultTests {
    private let files: TestVault
    private let acme: TenantName
    private let globex: TenantName

    init() throws {
        files = try TestVault()
        acme = try TenantName("acme")
        globex = try TenantName("globex")
    }

    // MARK: Records

    @Test func whatWasSealedOpens() async throws {
        let vault = try await files.start()
        try await vault.add(acme)
        for text in ["", "x", String(repeating: "a long record ", count: 10_000)] {
            let sealed = try await vault.seal(text, for: acme)
            #expect(try await vault.text(sealed, for: acme) == text)
            #expect(try SealedRecord(sealed.bytes) == sealed)
        }
        #expect(try await vault.seal("x", for: acme) != vault.seal("x", for: acme))
    }

    @Test func aRecordOpensForItsTenantUnderItsNameAlone() async throws {
        let vault = try await files.start()
        for tenant in [acme, globex] { try await vault.add(tenant) }
        let sealed = try await vault.seal("balance: 100", as: "account 1", for: acme)
        await #expect(throws: TenantVaultError.doesNotOpen("account 2")) {
            try await vault.open(sealed, as: "account 2", for: acme)
        }
        await #expect(throws: TenantVaultError.doesNotOpen("account 1")) {
            try await vault.open(sealed, as: "account 1", for: globex)
        }
    }

    @Test func theSessionOfATenantMayDoNothingForAnother() async throws {
        let vault = try await files.start()
        for tenant in [acme, globex] { try await vault.add(tenant) }
        let session = await vault.session(of: acme)
        #expect(try await session.credentials(in: .database(acme.database)).count == 1)
        for database in [globex.database, "master"] {
            let error = await #expect(throws: HierarchyError.self) {
                try await session.credentials(in: .database(database))
            }
            #expect(error?.code == .permissionDenied)
        }
        let error = await #expect(throws: HierarchyError.self) { try await session.createDatabase("mine") }
        #expect(error?.code == .permissionDenied)
    }

    @Test func aChangedRecordDoesNotOpen() async throws {
        let vault = try await files.start()
        try await vault.add(acme)
        let sealed = try await vault.seal("12345", for: acme)
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            await #expect(throws: TenantVaultError.self) {
                try await vault.open(try SealedRecord(bytes), as: "note", for: acme)
            }
        }
        for count in 0..<sealed.bytes.count {
            await #expect(throws: TenantVaultError.self) {
                try await vault.open(try SealedRecord(Array(sealed.bytes.prefix(count))), as: "note", for: acme)
            }
        }
    }

    @Test(arguments: ["", "Acme", "a b", "a/b", "ä", String(repeating: "a", count: 64)])
    func refusesANameThatIsNone(name: String) {
        #expect(throws: TenantVaultError.invalidName) { try TenantName(name) }
    }

    // MARK: The life of a tenant

    @Test func recordsOpenAfterARestart() async throws {
        let sealed = try await {
            let vault = try await files.start()
            try await vault.add(acme)
            return try await vault.seal("kept", for: acme)
        }()
        let vault = try await files.start()
        #expect(try await vault.tenants() == [acme])
        #expect(try await vault.text(sealed, for: acme) == "kept")
    }

    @Test func rotatingKeysKeepsRecordsReadable() async throws {
        let vault = try await files.start()
        try await vault.add(acme)
        var records = [try await vault.seal("first", for: acme)]
        try await vault.rotateDataKey(of: acme)
        records.append(try await vault.seal("second", for: acme))
        try await vault.rotateMasterKey(of: acme)
        records.append(try await vault.seal("third", for: acme))
        #expect(records.map { $0.bytes[4] } == [1, 2, 2])
        let restarted = try await files.start()
        for (record, text) in zip(records, ["first", "second", "third"]) {
            #expect(try await restarted.text(record, for: acme) == text)
        }
    }

    @Test func aTenantThatIsRemovedIsForgotten() async throws {
        let vault = try await files.start()
        for tenant in [acme, globex] { try await vault.add(tenant) }
        let sealed = try await vault.seal("secret", for: acme)
        let other = try await vault.seal("other", for: globex)
        #expect(
            try await vault.remove(acme) == [
                "master key of database tenant-acme", "credential 'data key 1' of database tenant-acme",
            ])
        #expect(try await vault.remove(acme) == [])
        await #expect(throws: TenantVaultError.noSuchTenant(acme)) {
            try await vault.open(sealed, as: "note", for: acme)
        }
        // One who comes back under the name is another one.
        try await vault.add(acme)
        await #expect(throws: TenantVaultError.doesNotOpen("note")) {
            try await vault.open(sealed, as: "note", for: acme)
        }
        #expect(try await vault.text(other, for: globex) == "other")
    }

    @Test func aTenantThatIsNotThereIsRefused() async throws {
        let vault = try await files.start()
        await #expect(throws: TenantVaultError.noSuchTenant(acme)) { try await vault.seal("x", for: acme) }
        await #expect(throws: TenantVaultError.noSuchTenant(acme)) { try await vault.rotateDataKey(of: acme) }
        await #expect(throws: TenantVaultError.noSuchTenant(acme)) { try await vault.rotateMasterKey(of: acme) }
    }

    @Test func manyTenantsAreServedAtOnce() async throws {
        let vault = try await files.start()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask {
                    let tenant = try TenantName("tenant-\(number)")
                    // Twice at once, as a request that is sent again.
                    async let first: Void = vault.add(tenant)
                    async let second: Void = vault.add(tenant)
                    _ = try await (first, second)
                    let sealed = try await vault.seal("record \(number)", for: tenant)
                    async let rotation: Void = vault.rotateMasterKey(of: tenant)
                    for _ in 0..<10 {
                        #expect(try await vault.text(sealed, for: tenant) == "record \(number)")
                    }
                    try await rotation
                    #expect(try await vault.text(sealed, for: tenant) == "record \(number)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await vault.tenants().count == 24)
    }

    // MARK: What goes wrong

    /// Taking a tenant in is three commits. Whichever of its writes fails, the next call completes it.
    @Test func takingATenantInIsCompletedWhenItWasInterrupted() async throws {
        let store = FaultInjectingStore(try SQLiteKeyStore(path: files.storePath, access: .create))
        let vault = try await files.start(on: store)
        let before = store.writeCount
        try await vault.add(globex)
        let writes = store.writeCount - before
        #expect(writes > 3)
        for position in 1...writes {
            let tenant = try TenantName("tenant-\(position)")
            store.schedule = [.failWrite(position)]
            await #expect(throws: InjectedFault.self) { try await vault.add(tenant) }
            #expect(store.schedule.isEmpty)
            try await vault.add(tenant)
            #expect(try await vault.text(try await vault.seal("x", for: tenant), for: tenant) == "x")
        }
    }

    @Test func theRootIsBackedUpAtTheFirstStartAlone() async throws {
        _ = try await files.start()
        let names = try files.files(in: "backups")
        #expect(names.count == 1)
        #expect(try files.files(in: "copies") == names)
        #expect(files.audit.actions.filter { $0 == .backUpServiceMasterKey }.count == 1)
        _ = try await files.start()
        #expect(files.audit.actions.filter { $0 == .backUpServiceMasterKey }.count == 1)
    }

    /// The first start was interrupted after it had written one file: the next one completes what is missing.
    @Test(arguments: ["backups", "copies"])
    func aRootBackupThatWasInterruptedIsCompleted(missing: String) async throws {
        let store = InMemoryKeyStore()
        _ = try await files.start(on: store)
        let name = try #require(try files.files(in: missing).first)
        // The store never heard of it.
        let forgetful = try await files.forgettingBackups(of: store)
        try FileManager.default.removeItem(atPath: files.directory.file("\(missing)/\(name)"))
        _ = try await files.start(on: forgetful)
        #expect(try files.files(in: missing) == [name])
        files.audit.removeAll()
        _ = try await files.start(on: forgetful)
        #expect(files.audit.actions == [.startInstance])
    }

    @Test func aVaultWhoseRootCannotBeBackedUpDoesNotStart() async throws {
        try FileManager.default.removeItem(atPath: files.directory.file("copies"))
        let error = await #expect(throws: BackupError.self) { try await files.start() }
        #expect(error?.code == .mediumFailed)
        try FileManager.default.createDirectory(
            atPath: files.directory.file("copies"), withIntermediateDirectories: false)
        _ = try await files.start()
        #expect(try files.files(in: "copies").count == 1)
    }

    @Test func everythingComesBackFromTheStoreAndTheCopyWhenTheMachineIsLost() async throws {
        let vault = try await files.start()
        try await vault.add(acme)
        let sealed = try await vault.seal("kept", for: acme)
        try FileManager.default.removeItem(atPath: files.directory.file("machine.key"))
        _ = try MachineKeyFile.create(at: files.directory.file("machine.key"))
        await #expect(throws: TenantVaultError.rootUnreadable) { try await files.start() }

        // What an operator does on the new machine, with the tool or in five lines.
        let hierarchy = try await EncryptionHierarchy(
            store: try SQLiteKeyStore(path: files.storePath),
            rootProtectors: [try MachineKeyFile(path: files.directory.file("machine.key"))])
        let copy = BackupFile(files.directory.file("copies/\(try files.files(in: "copies")[0])"))
        try await hierarchy.session().restoreServiceMasterKey(from: copy, password: files.recoveryPassword)

        #expect(try await files.start().text(sealed, for: acme) == "kept")
    }
}

extension TestVault {
    /// Returns a store with the same records, except those of backups.
    fileprivate func forgettingBackups(of store: any KeyStore) async throws -> any KeyStore {
        let snapshot = try await StoreSnapshot(of: store)
        let copy = InMemoryKeyStore()
        try await copy.write { writer in
            if let instance = snapshot.instance { try writer.put(instance) }
            for database in snapshot.databases { try writer.put(database) }
            for key in snapshot.keys { try writer.put(key) }
            try writer.put(snapshot.encryptions)
        }
        return copy
    }
}
