import KeyHierarchy

/// A writer that passes everything on, and asks before each write.
final class ForwardingWriter: KeyStoreWriter {
    private let base: any KeyStoreWriter
    private let beforeWrite: () throws -> Void

    init(_ base: any KeyStoreWriter, beforeWrite: @escaping () throws -> Void) {
        self.base = base
        self.beforeWrite = beforeWrite
    }

    func put(_ instance: InstanceRecord) throws {
        try beforeWrite()
        try base.put(instance)
    }

    func put(_ database: DatabaseRecord) throws {
        try beforeWrite()
        try base.put(database)
    }

    func removeDatabase(_ id: DatabaseIdentifier) throws {
        try beforeWrite()
        try base.removeDatabase(id)
    }

    func put(_ key: KeyRecord) throws {
        try beforeWrite()
        try base.put(key)
    }

    func removeKey(_ id: KeyIdentifier) throws {
        try beforeWrite()
        try base.removeKey(id)
    }

    func put(_ encryptions: [KeyEncryption]) throws {
        try beforeWrite()
        try base.put(encryptions)
    }

    func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        try beforeWrite()
        try base.removeEncryption(id)
    }

    func put(_ backup: BackupRecord) throws {
        try beforeWrite()
        try base.put(backup)
    }
}

extension ForwardingWriter: KeyStoreReader {
    func instance() throws -> InstanceRecord? { try base.instance() }
    func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord? { try base.database(id) }
    func database(named name: DatabaseName) throws -> DatabaseRecord? { try base.database(named: name) }
    func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord] {
        try base.databases(after: last, limit: limit)
    }
    func key(_ id: KeyIdentifier) throws -> KeyRecord? { try base.key(id) }
    func keys(in database: DatabaseIdentifier) throws -> [KeyRecord] { try base.keys(in: database) }
    func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption] { try base.encryptions(of: key) }
    func encryptionCount(under protector: Protector) throws -> Int { try base.encryptionCount(under: protector) }
    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: ([KeyEncryption]) throws -> Void
    ) throws {
        try base.forEachEncryption(under: protector, batchSize: batchSize, body)
    }
    func backups(of key: KeyIdentifier) throws -> [BackupRecord] { try base.backups(of: key) }
}
