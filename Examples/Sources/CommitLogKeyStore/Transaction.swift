import KeyHierarchy

/// One operation: it is carried out on the state in memory, and keeps a list of what it changes.
final class Transaction: KeyStoreWriter {
    private let store: any KeyStoreWriter
    private(set) var changes: [Change] = []

    init(_ store: any KeyStoreWriter) {
        self.store = store
    }

    /// Applies a change as a process will that reads it from the file, so that memory and disk never say two things.
    private func make(_ change: Change) throws {
        try change.apply(to: store)
        changes.append(change)
    }

    func put(_ instance: InstanceRecord) throws { try make(.putInstance(StoredInstance(instance))) }
    func put(_ database: DatabaseRecord) throws { try make(.putDatabase(StoredDatabase(database))) }
    func removeDatabase(_ id: DatabaseIdentifier) throws { try make(.removeDatabase(id.rawValue)) }
    func put(_ key: KeyRecord) throws { try make(.putKey(StoredKey(key))) }
    func removeKey(_ id: KeyIdentifier) throws { try make(.removeKey(StoredKeyIdentifier(id))) }
    func put(_ encryptions: [KeyEncryption]) throws {
        try make(.putEncryptions(try encryptions.map { try StoredEncryption($0) }))
    }
    func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        try make(.removeEncryption(StoredKeyIdentifier(id.key), slot: id.slot))
    }
    func put(_ backup: BackupRecord) throws { try make(.putBackup(StoredBackup(backup))) }

    func instance() throws -> InstanceRecord? { try store.instance() }
    func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord? { try store.database(id) }
    func database(named name: DatabaseName) throws -> DatabaseRecord? { try store.database(named: name) }
    func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord] {
        try store.databases(after: last, limit: limit)
    }
    func key(_ id: KeyIdentifier) throws -> KeyRecord? { try store.key(id) }
    func keys(in database: DatabaseIdentifier) throws -> [KeyRecord] { try store.keys(in: database) }
    func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption] { try store.encryptions(of: key) }
    func encryptionCount(under protector: Protector) throws -> Int { try store.encryptionCount(under: protector) }
    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws {
        try store.forEachEncryption(under: protector, batchSize: batchSize, body)
    }
    func backups(of key: KeyIdentifier) throws -> [BackupRecord] { try store.backups(of: key) }
    func backups(in database: DatabaseIdentifier) throws -> [BackupRecord] { try store.backups(in: database) }
}
