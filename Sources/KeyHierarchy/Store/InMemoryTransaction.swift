/// An operation on an ``InMemoryKeyStore``: changes the tables in place, and keeps what is needed to change them back.
final class InMemoryTransaction: KeyStoreWriter {
    private var tables: InMemoryTables
    private var undo: [(inout InMemoryTables) -> Void] = []

    init(_ tables: consuming InMemoryTables) {
        self.tables = tables
    }

    /// Gives the tables back and keeps nothing.
    func finish() -> InMemoryTables {
        defer { tables = InMemoryTables() }
        return tables
    }

    /// Changes everything back, the last change first.
    func rollBack() {
        for change in undo.reversed() { change(&tables) }
        undo = []
    }

    func put(_ instance: InstanceRecord) {
        set(\.instanceRecord, to: instance)
    }

    func put(_ database: DatabaseRecord) {
        if let old = tables.databaseRecords[database.id] {
            set(\.databaseNames[old.name], to: nil)
        }
        set(\.databaseRecords[database.id], to: database)
        set(\.databaseNames[database.name], to: database.id)
    }

    func removeDatabase(_ id: DatabaseIdentifier) {
        for key in tables.keys(in: id).map(\.id) {
            removeKey(key)
            set(\.backupRecords[key], to: nil)
        }
        set(\.keyRecords[id], to: nil)
        if let name = tables.databaseRecords[id]?.name {
            set(\.databaseNames[name], to: nil)
        }
        set(\.databaseRecords[id], to: nil)
    }

    func put(_ key: KeyRecord) {
        let others = tables.keys(in: key.id.database).filter { $0.id != key.id }
        let index = others.firstIndex { key.id < $0.id } ?? others.endIndex
        set(\.keyRecords[key.id.database], to: others[..<index] + [key] + others[index...])
    }

    func removeKey(_ id: KeyIdentifier) {
        set(\.keyRecords[id.database], to: tables.keys(in: id.database).filter { $0.id != id })
        set(\.encryptionRecords[id], to: nil)
    }

    func put(_ encryptions: [KeyEncryption]) {
        for encryption in encryptions {
            var slots = tables.encryptions(of: encryption.id.key)
            if let index = slots.firstIndex(where: { $0.id == encryption.id }) {
                slots[index] = encryption
            } else {
                let index = slots.firstIndex { encryption.id < $0.id } ?? slots.endIndex
                slots.insert(encryption, at: index)
            }
            set(\.encryptionRecords[encryption.id.key], to: slots)
        }
    }

    func removeEncryption(_ id: KeyEncryption.Identifier) {
        let others = tables.encryptions(of: id.key).filter { $0.id != id }
        set(\.encryptionRecords[id.key], to: others)
    }

    func put(_ backup: BackupRecord) {
        let others = (tables.backupRecords[backup.key] ?? []).filter { $0.place != backup.place }
        set(\.backupRecords[backup.key], to: others + [backup])
    }

    private func set<Value>(_ path: WritableKeyPath<InMemoryTables, Value>, to value: Value) {
        let old = tables[keyPath: path]
        undo.append { $0[keyPath: path] = old }
        tables[keyPath: path] = value
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
        _ body: ([KeyEncryption]) throws -> Void
    ) throws {
        // Not the tables' own walk: its copy of the tables would make every write in `body` copy them too.
        try InMemoryWalk(keys: tables.subjects(of: protector), protector: protector, batchSize: batchSize)
            .forEachBatch(encryptions: { tables.encryptions(of: $0) }, body)
    }

    func backups(of key: KeyIdentifier) -> [BackupRecord] {
        tables.backups(of: key)
    }
}
