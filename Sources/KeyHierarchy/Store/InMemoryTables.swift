/// What an ``InMemoryKeyStore`` holds.
struct InMemoryTables: KeyStoreReader {
    var instanceRecord: InstanceRecord?
    var databaseRecords: [DatabaseIdentifier: DatabaseRecord] = [:]
    var databaseNames: [DatabaseName: DatabaseIdentifier] = [:]
    /// The keys of each database: few, so an array is smaller and as fast as a dictionary.
    var keyRecords: [DatabaseIdentifier: [KeyRecord]] = [:]
    var encryptionRecords: [KeyIdentifier: [KeyEncryption]] = [:]
    var backupRecords: [KeyIdentifier: [BackupRecord]] = [:]

    func instance() -> InstanceRecord? {
        instanceRecord
    }

    func database(_ id: DatabaseIdentifier) -> DatabaseRecord? {
        databaseRecords[id]
    }

    func database(named name: DatabaseName) -> DatabaseRecord? {
        databaseNames[name].flatMap { databaseRecords[$0] }
    }

    func databases(after last: DatabaseIdentifier?, limit: Int) -> [DatabaseRecord] {
        // Numbers are given out in order and never again, so going through them beats sorting.
        let end = instanceRecord?.nextDatabase ?? 1
        guard let last = last?.rawValue, last > 0 else { return databases(in: 1..<max(1, end), limit: limit) }
        return last < end ? databases(in: last + 1..<max(last + 1, end), limit: limit) : []
    }

    private func databases(in numbers: Range<Int32>, limit: Int) -> [DatabaseRecord] {
        Array(numbers.lazy.compactMap { databaseRecords[DatabaseIdentifier(rawValue: $0)] }.prefix(limit))
    }

    func key(_ id: KeyIdentifier) -> KeyRecord? {
        keyRecords[id.database]?.first { $0.id == id }
    }

    func keys(in database: DatabaseIdentifier) -> [KeyRecord] {
        keyRecords[database] ?? []
    }

    func encryptions(of key: KeyIdentifier) -> [KeyEncryption] {
        encryptionRecords[key] ?? []
    }

    func encryptionCount(under protector: Protector) -> Int {
        subjects(of: protector).reduce(0) { count, key in
            count + encryptions(of: key).count { $0.protector == protector }
        }
    }

    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: ([KeyEncryption]) throws -> Void
    ) throws {
        try InMemoryWalk(keys: subjects(of: protector), protector: protector, batchSize: batchSize)
            .forEachBatch(encryptions: encryptions(of:), body)
    }

    func backups(of key: KeyIdentifier) -> [BackupRecord] {
        (backupRecords[key] ?? []).sorted { $0.verified > $1.verified }
    }

    /// The keys that can have an encryption under a protector. What a database master key protects lies in its database.
    func subjects(of protector: Protector) -> [KeyIdentifier] {
        switch protector {
        case .key(let key) where key.kind == .databaseMasterKey:
            keys(in: key.database).map(\.id)
        case .root:
            [.serviceMasterKey]
        case .key, .password:
            encryptionRecords.keys.sorted()
        }
    }
}

/// Goes through the encryptions of some keys, batch by batch.
struct InMemoryWalk {
    let keys: [KeyIdentifier]
    let protector: Protector
    let batchSize: Int

    func forEachBatch(
        encryptions: (KeyIdentifier) -> [KeyEncryption],
        _ body: ([KeyEncryption]) throws -> Void
    ) throws {
        var batch: [KeyEncryption] = []
        for key in keys {
            for encryption in encryptions(key) where encryption.protector == protector {
                batch.append(encryption)
                if batch.count >= batchSize {
                    try body(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
        }
        if !batch.isEmpty { try body(batch) }
    }
}
