/// An operation on an ``InMemoryKeyStore``: it works on a copy of the tables, which takes their place when it is committed.
final class InMemoryTransaction: KeyStoreWriter {
    private(set) var tables: InMemoryTables

    init(_ tables: InMemoryTables) {
        self.tables = tables
    }

    func put(_ instance: InstanceRecord) {
        tables.instanceRecord = instance
    }

    func put(_ database: DatabaseRecord) throws {
        try tables.put(database)
    }

    func removeDatabase(_ id: DatabaseIdentifier) {
        tables.removeDatabase(id)
    }

    func put(_ key: KeyRecord) {
        tables.put(key)
    }

    func removeKey(_ id: KeyIdentifier) {
        tables.removeKey(id)
    }

    func put(_ encryptions: [KeyEncryption]) {
        tables.put(encryptions)
    }

    func removeEncryption(_ id: KeyEncryption.Identifier) {
        tables.removeEncryption(id)
    }

    func put(_ backup: BackupRecord) {
        tables.put(backup)
    }
}

extension InMemoryTransaction: KeyStoreReader {
    func instance() -> InstanceRecord? {
        tables.instance()
    }

    func database(_ id: DatabaseIdentifier) -> DatabaseRecord? {
        tables.database(id)
    }

    func database(named name: DatabaseName) -> DatabaseRecord? {
        tables.database(named: name)
    }

    func databases(after last: DatabaseIdentifier?, limit: Int) -> [DatabaseRecord] {
        tables.databases(after: last, limit: limit)
    }

    func key(_ id: KeyIdentifier) -> KeyRecord? {
        tables.key(id)
    }

    func keys(in database: DatabaseIdentifier) -> [KeyRecord] {
        tables.keys(in: database)
    }

    func encryptions(of key: KeyIdentifier) -> [KeyEncryption] {
        tables.encryptions(of: key)
    }

    func encryptionCount(under protector: Protector) -> Int {
        tables.encryptionCount(under: protector)
    }

    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws {
        // Through a copy: what `body` writes changes the tables meanwhile.
        let tables = tables
        try tables.forEachEncryption(under: protector, batchSize: batchSize, body)
    }

    func backups(of key: KeyIdentifier) -> [BackupRecord] {
        tables.backups(of: key)
    }

    func backups(in database: DatabaseIdentifier) -> [BackupRecord] {
        tables.backups(in: database)
    }
}
