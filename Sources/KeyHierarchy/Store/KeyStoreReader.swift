/// One consistent state of a store, for the length of a call.
public protocol KeyStoreReader {
    /// The facts about the instance, or `nil` in a store that is new.
    ///
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func instance() throws -> InstanceRecord?

    /// The database with that number.
    ///
    /// - Parameter id: The number of the database.
    /// - Returns: The record, or `nil` when there is none.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord?
    /// The database of that name, in any spelling that is equal.
    ///
    /// - Parameter name: The name; ``DatabaseName/folded`` is what is compared.
    /// - Returns: The record, or `nil` when there is none.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func database(named name: DatabaseName) throws -> DatabaseRecord?
    /// At most `limit` databases with numbers above `last`, in ascending order.
    ///
    /// - Parameters:
    ///   - last: The number after which to begin, or `nil` to begin with the first.
    ///   - limit: The most records to return, 0 or more.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord]

    /// The record of a key.
    ///
    /// - Parameter id: Which key.
    /// - Returns: The record, or `nil` when there is none.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func key(_ id: KeyIdentifier) throws -> KeyRecord?
    /// The records of all keys of a database, in ascending order.
    ///
    /// - Parameter database: The number of the database; there need not be one.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func keys(in database: DatabaseIdentifier) throws -> [KeyRecord]

    /// The encryptions of a key, in ascending order of their slots.
    ///
    /// - Parameter key: Which key; there need not be one.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption]
    /// How many encryptions a protector has.
    ///
    /// - Parameter protector: The protector.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func encryptionCount(under protector: Protector) throws -> Int
    /// Calls `body` with all encryptions under a protector, in batches of at most `batchSize`, each encryption once.
    ///
    /// In a writer, `body` may replace and remove the encryptions of this batch and of earlier ones, and read and write
    /// other records; it must not add encryptions under the protector. Only one batch needs to be in memory at a time.
    ///
    /// - Parameters:
    ///   - protector: The protector.
    ///   - batchSize: The most encryptions for one call of `body`, 1 or more.
    ///   - body: What to do with a batch. It is not called with an empty one. It may take the batch away, and leave another
    ///     array with room in its place: whoever walks over a million need not copy any. What it leaves is not looked at.
    /// - Throws: What `body` throws, as it is, which ends the walk; otherwise an error of the store, or
    ///   ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws

    /// What is known of the backups of a key, the latest first.
    ///
    /// - Parameter key: Which key; there need not be one any more.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func backups(of key: KeyIdentifier) throws -> [BackupRecord]
    /// What is known of the backups of all keys that a database has or had, by key in ascending order, the latest of each first.
    ///
    /// - Parameter database: The number of the database; there need not be one.
    /// - Throws: An error of the store; ``HierarchyError/Code-swift.struct/corrupted`` for rows that are no records.
    func backups(in database: DatabaseIdentifier) throws -> [BackupRecord]
}
