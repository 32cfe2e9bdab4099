/// One consistent state of a store, for the length of a call.
public protocol KeyStoreReader {
    /// The facts about the instance, or `nil` in a store that is new.
    func instance() throws -> InstanceRecord?

    /// The database with that number.
    func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord?
    /// The database of that name, in any spelling that is equal.
    func database(named name: DatabaseName) throws -> DatabaseRecord?
    /// At most `limit` databases with numbers above `last`, in ascending order.
    func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord]

    /// The record of a key.
    func key(_ id: KeyIdentifier) throws -> KeyRecord?
    /// The records of all keys of a database, in ascending order.
    func keys(in database: DatabaseIdentifier) throws -> [KeyRecord]

    /// The encryptions of a key, in ascending order of their slots.
    func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption]
    /// How many encryptions a protector has.
    func encryptionCount(under protector: Protector) throws -> Int
    /// Calls `body` with all encryptions under a protector, in batches of at most `batchSize`, each encryption once.
    ///
    /// In a writer, `body` may replace and remove the encryptions of this batch and of earlier ones, and read and write
    /// other records; it must not add encryptions under the protector. Only one batch needs to be in memory at a time.
    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: ([KeyEncryption]) throws -> Void
    ) throws

    /// What is known of the backups of a key, the latest first.
    func backups(of key: KeyIdentifier) throws -> [BackupRecord]
}
