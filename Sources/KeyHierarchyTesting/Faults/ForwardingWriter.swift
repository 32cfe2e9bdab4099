package import KeyHierarchy

/// A writer that passes on whatever a conforming type does not do itself.
package protocol ForwardingWriter: KeyStoreWriter {
    /// What it passes everything on to.
    var base: any KeyStoreWriter { get }
}

extension ForwardingWriter {
    package func put(_ instance: InstanceRecord) throws { try base.put(instance) }
    package func put(_ database: DatabaseRecord) throws { try base.put(database) }
    package func removeDatabase(_ id: DatabaseIdentifier) throws { try base.removeDatabase(id) }
    package func put(_ key: KeyRecord) throws { try base.put(key) }
    package func removeKey(_ id: KeyIdentifier) throws { try base.removeKey(id) }
    package func put(_ encryptions: [KeyEncryption]) throws { try base.put(encryptions) }
    package func removeEncryption(_ id: KeyEncryption.Identifier) throws { try base.removeEncryption(id) }
    package func put(_ backup: BackupRecord) throws { try base.put(backup) }

    package func instance() throws -> InstanceRecord? { try base.instance() }
    package func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord? { try base.database(id) }
    package func database(named name: DatabaseName) throws -> DatabaseRecord? { try base.database(named: name) }
    package func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord] {
        try base.databases(after: last, limit: limit)
    }
    package func key(_ id: KeyIdentifier) throws -> KeyRecord? { try base.key(id) }
    package func keys(in database: DatabaseIdentifier) throws -> [KeyRecord] { try base.keys(in: database) }
    package func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption] { try base.encryptions(of: key) }
    package func encryptionCount(under protector: Protector) throws -> Int {
        try base.encryptionCount(under: protector)
    }
    package func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws {
        try base.forEachEncryption(under: protector, batchSize: batchSize, body)
    }
    package func backups(of key: KeyIdentifier) throws -> [BackupRecord] { try base.backups(of: key) }
    package func backups(in database: DatabaseIdentifier) throws -> [BackupRecord] { try base.backups(in: database) }
}
