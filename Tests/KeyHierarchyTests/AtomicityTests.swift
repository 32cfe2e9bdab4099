import Backup
import KeyHierarchyTesting
import Synchronization
import Testing

@testable import KeyHierarchy

/// One after the other: each has a store of its own, and a process has so many open files only.
@Suite("An operation", .serialized)
struct AtomicityTests {
    @Test(arguments: Operation.all, TestedStore.allCases)
    func thatFailsAtAnyWriteLeavesTheStoreAsItWas(operation: Operation, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let before = try await bench.snapshot()
            var writes = 0
            while true {
                writes += 1
                try #require(writes < 100)
                store.schedule = [.failWrite(writes)]
                do {
                    try await operation.run(bench.session)
                    break
                } catch is InjectedFault {
                    #expect(try await bench.snapshot() == before)
                }
            }
            #expect(writes > 2, "It must write something, and the revision of the instance.")
            let after = try await bench.snapshot()
            #expect(after != before)
            #expect(after.instance?.revision == (before.instance?.revision ?? 0) + 1)
        }
    }

    @Test(arguments: Operation.all, TestedStore.allCases)
    func thatFailsAtTheCommitLeavesTheStoreAsItWas(operation: Operation, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let before = try await bench.snapshot()
            store.schedule = [.failCommit]
            await #expect(throws: InjectedFault.self) { try await operation.run(bench.session) }
            #expect(try await bench.snapshot() == before)
            try await operation.run(bench.session)
            #expect(try await bench.snapshot() != before)
        }
    }

    @Test(arguments: Operation.all, TestedStore.allCases)
    func whoseAcknowledgementIsLostIsThereAsAWhole(operation: Operation, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let before = try await bench.snapshot()
            store.schedule = [.loseAcknowledgement]
            await #expect(throws: InjectedFault.self) { try await operation.run(bench.session) }
            #expect(try await bench.snapshot().instance?.revision == (before.instance?.revision ?? 0) + 1)
            try await bench.expectEveryKeyOpens()
            // The instance goes on from there, without knowing.
            try await bench.session.createDatabase("Later")
            try await bench.session.createMasterKey(in: "Later", password: TestInstance.password)
            try await bench.expectEveryKeyOpens()
        }
    }

    @Test(arguments: Operation.all, TestedStore.allCases)
    func isTriedAgainWhenOthersWereFaster(operation: Operation, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let before = try await bench.snapshot()
            store.schedule = Array(repeating: .conflict, count: 16)
            try await expectRefusal(.conflict) { try await operation.run(bench.session) }
            #expect(try await bench.snapshot() == before)
            store.schedule = Array(repeating: .conflict, count: 15)
            try await operation.run(bench.session)
            #expect(try await bench.snapshot() != before)
        }
    }

    @Test(arguments: Operation.all, TestedStore.allCases)
    func startsAfreshWhenTheKeysWereReplacedMeanwhile(operation: Operation, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let roots: [any RootProtector] = [try EphemeralRootProtector()]
            let bench = try await Operation.prepare(on: store, rootProtectors: roots)
            // Another process replaces both keys between what the operation has read and what it writes.
            let process = try await bench.restarted()
            store.beforeNextWrite {
                try await process.session.regenerateServiceMasterKey()
                try await process.session.addPassword("Mean 7 While", toMasterKeyOf: "Sales")
            }
            try await operation.run(bench.session)
            // Whatever was done, all that is stored opens.
            let later = try await TestInstance(
                store: store, rootProtectors: bench.hierarchy.rootProtectors.withLock { $0 })
            try await later.expectEveryKeyOpens()
        }
    }
}

@Suite("A backup, when the store fails")
struct BackupFaultTests {
    private static let password: Password = "Staple-4-Tango-Foxtrot"

    private static func backUp(_ database: DatabaseName?, in session: Session) async throws -> BackupReceipt {
        let medium = MemoryBackupMedium()
        let receipt =
            if let database {
                try await session.backUpMasterKey(
                    of: database, to: medium, under: BackupPassword(password), derivation: .insecureForTesting)
            } else {
                try await session.backUpServiceMasterKey(
                    to: medium, under: BackupPassword(password), derivation: .insecureForTesting)
            }
        // It opens with the password alone, and holds the key in use.
        let proof = try await medium.verify(password: password)
        let current =
            if let database {
                try await session.masterKey(of: database)?.fingerprint
            } else {
                try await session.serviceMasterKey().fingerprint
            }
        #expect(proof.fingerprint == current)
        return receipt
    }

    @Test(arguments: [nil, "Sales"] as [DatabaseName?], TestedStore.allCases)
    func isThereAllTheSameAndNotNoted(database: DatabaseName?, kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let before = try await bench.snapshot()
            let faults: [[StoreFault]] = [[.failWrite(1)], [.failCommit], Array(repeating: .conflict, count: 16)]
            for schedule in faults {
                store.schedule = schedule
                #expect(try await Self.backUp(database, in: bench.session).warnings.contains(.notNoted))
                #expect(store.schedule.isEmpty)
                #expect(try await bench.snapshot().backups == before.backups)
            }
            #expect(try await !Self.backUp(database, in: bench.session).warnings.contains(.notNoted))
            #expect(try await bench.snapshot().backups.count == before.backups.count + 1)
        }
    }

    @Test(arguments: TestedStore.allCases)
    func isRestoredAsAWholeOrNotAtAll(kind: TestedStore) async throws {
        try await kind.withFaults { store in
            let bench = try await Operation.prepare(on: store)
            let medium = MemoryBackupMedium()
            try await bench.session.backUpServiceMasterKey(
                to: medium, under: BackupPassword(Self.password), derivation: .insecureForTesting)
            let restored = try await bench.session.serviceMasterKey().fingerprint
            try await bench.session.regenerateServiceMasterKey()
            let before = try await bench.snapshot()
            var failures = 0
            for fault in (1...40).map(StoreFault.failWrite) + [.failCommit] {
                store.schedule = [fault]
                do {
                    try await bench.session.restoreServiceMasterKey(from: medium, password: Self.password)
                    #expect(try await bench.session.serviceMasterKey().fingerprint == restored)
                    try await bench.expectEveryKeyOpens()
                    store.schedule = []
                    try await bench.session.regenerateServiceMasterKey()
                } catch is InjectedFault {
                    failures += 1
                    // Nothing has been restored before, so this is the state of the start.
                    if failures == 1 { #expect(try await bench.snapshot() == before) }
                    #expect(try await bench.session.serviceMasterKey().fingerprint != restored)
                    try await bench.expectEveryKeyOpens()
                }
            }
            #expect(failures > 5)
        }
    }
}

@Suite("A store in memory")
struct InMemoryKeyStoreTests {
    private struct Abandoned: Error {}

    @Test func changesEverythingBackWhenATransactionFails() async throws {
        let bench = try await Operation.prepare()
        let before = try await bench.snapshot()
        for steps in 1...9 {
            await #expect(throws: Abandoned.self) {
                try await bench.store.write { store in try Self.vandalise(store, steps: steps) }
            }
            #expect(try await bench.snapshot() == before)
            // Names lead to their databases again.
            #expect(try await bench.session.database("sales").id.rawValue == 5)
            try await expectRefusal(.noSuchDatabase, 911) { try await bench.session.database("Renamed") }
        }
        try await bench.expectEveryKeyOpens()
    }

    private static func vandalise(_ store: any KeyStoreWriter, steps: Int) throws {
        let sales = try #require(try store.database(named: "Sales"))
        let key = KeyIdentifier.databaseMasterKey(of: sales.id)
        let record = try #require(try store.key(key))
        let rows = try store.encryptions(of: key)
        let all: [() throws -> Void] = [
            { try store.put(rows.map { $0.moved(label: "other") }) },
            { try store.removeEncryption(rows[0].id) },
            { try store.put([rows[0].moved(toSlot: 77), rows[0].moved(toSlot: 76)]) },
            { try store.put(record.with(fingerprint: nil)) },
            { try store.removeKey(key) },
            {
                try store.put(
                    DatabaseRecord(id: sales.id, name: "Renamed", family: sales.family, created: sales.created))
            },
            { try store.put(record) },
            { try store.removeDatabase(sales.id) },
            {
                var instance = try #require(try store.instance())
                instance.nextDatabase = 99
                try store.put(instance)
            },
        ]
        for step in all.prefix(steps) { try step() }
        throw Abandoned()
    }

    @Test func readsWhatItWrote() async throws {
        let bench = try await Operation.prepare()
        try await bench.store.write { store in
            let sales = try #require(try store.database(named: "SALES"))
            try store.put(DatabaseRecord(id: sales.id, name: "Renamed", family: sales.family, created: sales.created))
            #expect(try store.database(named: "sales") == nil)
            #expect(try store.database(named: "renamed")?.id == sales.id)
            let key = KeyIdentifier.databaseMasterKey(of: sales.id)
            let row = try #require(try store.encryptions(of: key).first)
            try store.put([row.moved(toSlot: 9), row.moved(toSlot: 5)])
            #expect(try store.encryptions(of: key).map(\.id.slot) == [1, 2, 3, 5, 9])
            try store.removeDatabase(sales.id)
            #expect(try store.keys(in: sales.id).isEmpty)
            #expect(try store.encryptions(of: key).isEmpty)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func walksEachEncryptionOnceInBatchesOfTheGivenSize(batchSize: Int) async throws {
        let bench = try await Operation.prepare()
        let all = try await bench.snapshot().encryptions
        let protectors: [Protector] = [
            .password, .key(.serviceMasterKey), .root(.machineKey), .key(try await bench.key(of: "Sales")),
            .key(try await bench.key(of: "Free")), .root(.serviceAccount),
        ]
        for protector in protectors {
            let expected = all.filter { $0.protector == protector }
            let (walked, count) = try await bench.store.write { store in
                var walked: [KeyEncryption] = []
                try store.forEachEncryption(under: protector, batchSize: batchSize) { batch in
                    #expect(1...batchSize ~= batch.count)
                    walked += batch
                    // It may change what it was given.
                    for row in batch { try store.removeEncryption(row.id) }
                    try store.put(batch)
                }
                return (walked, try store.encryptionCount(under: protector))
            }
            #expect(walked == expected)
            #expect(count == expected.count)
            let read = try await bench.store.read { store in
                var read: [KeyEncryption] = []
                try store.forEachEncryption(under: protector, batchSize: batchSize) { read += $0 }
                return read
            }
            #expect(read == expected)
        }
    }
}

extension TestInstance {
    /// Expects every stored encryption by a key to open, and every master key to be the recorded one.
    func expectEveryKeyOpens(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let root = try await session.serviceMasterKeyForBackup()
        let snapshot = try await snapshot()
        let records = Dictionary(uniqueKeysWithValues: snapshot.keys.map { ($0.id, $0) })
        #expect(root.fingerprint == records[.serviceMasterKey]?.fingerprint, sourceLocation: sourceLocation)
        var keys: [KeyIdentifier: OpenKey] = [.serviceMasterKey: root]
        var privateKeys: [KeyIdentifier: RSAPrivateKey] = [:]
        // Parents come first, and of symmetric keys the older ones.
        let order: [KeyIdentifier.Kind] = [
            .databaseMasterKey, .certificate, .asymmetricKey, .databaseEncryptionKey, .symmetricKey, .sealingKey,
            .credential, .linkedServerLogin,
        ]
        for row in order.flatMap({ kind in snapshot.encryptions.filter { $0.id.key.kind == kind } }) {
            let record = try #require(records[row.id.key])
            var material: SharedSecret?
            if case .key(let id) = row.protector, let parent = keys[id] {
                var opener = try parent.opener()
                material = try opener.openIfAuthentic(row)
            } else if case .key(let id) = row.protector, let parent = privateKeys[id] {
                material = try PublicKeySeal.open(row, with: parent)
            } else {
                continue
            }
            let secret = try #require(material, "\(record.name)", sourceLocation: sourceLocation)
            switch record.id.kind {
            case .databaseMasterKey, .symmetricKey, .databaseEncryptionKey:
                let key = try OpenKey(verifying: secret, record: record)
                #expect(key.fingerprint == record.fingerprint, sourceLocation: sourceLocation)
                keys[record.id] = key
            case .certificate, .asymmetricKey:
                let privateKey = try RSAPrivateKey(uncheckedPKCS8: secret.bytes)
                let database = try #require(snapshot.databases.first { $0.id == record.id.database })
                let stored = Session.StoredKey(database: database, record: record, encryptions: [row])
                #expect(try privateKey.publicKey == stored.publicKey, sourceLocation: sourceLocation)
                privateKeys[record.id] = privateKey
            default:
                break
            }
        }
    }
}
