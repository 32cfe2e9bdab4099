/// The present state of a store, and what an operation changes in it.
///
/// Reading through a writer sees what was written through it.
public protocol KeyStoreWriter: KeyStoreReader {
    /// Writes the facts about the instance.
    ///
    /// - Parameter instance: The facts, in place of what is there.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func put(_ instance: InstanceRecord) throws

    /// Writes a database, in place of the one with the same number.
    ///
    /// - Parameter database: The record. No other database has a name that is equal.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func put(_ database: DatabaseRecord) throws
    /// Removes a database with all its keys, their encryptions, and what is known of their backups.
    ///
    /// - Parameter id: The number of the database; there need not be one.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func removeDatabase(_ id: DatabaseIdentifier) throws

    /// Writes the record of a key, in place of the one with the same identifier.
    ///
    /// - Parameter key: The record. Its database is there, or is written in the same operation.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func put(_ key: KeyRecord) throws
    /// Removes a key and its encryptions. What is known of its backups stays: they still hold it.
    ///
    /// - Parameter id: Which key; there need not be one.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func removeKey(_ id: KeyIdentifier) throws

    /// Writes encryptions, each in place of the one with the same identifier.
    ///
    /// - Parameter encryptions: Any number of encryptions. Their keys are there, or are written in the same operation.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func put(_ encryptions: [KeyEncryption]) throws
    /// Removes an encryption.
    ///
    /// - Parameter id: Which encryption; there need not be one.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func removeEncryption(_ id: KeyEncryption.Identifier) throws

    /// Notes a backup, in place of what was known of the same key at the same place.
    ///
    /// - Parameter backup: What is known of the backup.
    /// - Throws: An error of the store. Whoever calls it gives the operation up then, and the store rolls it back.
    func put(_ backup: BackupRecord) throws
}
