/// The present state of a store, and what an operation changes in it.
///
/// Reading through a writer sees what was written through it.
public protocol KeyStoreWriter: KeyStoreReader {
    /// Writes the facts about the instance.
    func put(_ instance: InstanceRecord) throws

    /// Writes a database, in place of the one with the same number.
    func put(_ database: DatabaseRecord) throws
    /// Removes a database with all its keys, their encryptions, and what is known of their backups.
    func removeDatabase(_ id: DatabaseIdentifier) throws

    /// Writes the record of a key, in place of the one with the same identifier.
    func put(_ key: KeyRecord) throws
    /// Removes a key and its encryptions. What is known of its backups stays: they still hold it.
    func removeKey(_ id: KeyIdentifier) throws

    /// Writes encryptions, each in place of the one with the same identifier.
    func put(_ encryptions: [KeyEncryption]) throws
    /// Removes an encryption.
    func removeEncryption(_ id: KeyEncryption.Identifier) throws

    /// Notes a backup, in place of what was known of the same key at the same place.
    func put(_ backup: BackupRecord) throws
}
