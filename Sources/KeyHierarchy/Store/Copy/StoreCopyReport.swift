/// What a copy of a store comes to.
public struct StoreCopyReport: Hashable, Sendable {
    /// The databases of the source, system databases among them.
    public internal(set) var databases = 0
    /// The keys, credentials and other records of the source.
    public internal(set) var keys = 0
    /// The encryptions of those keys.
    public internal(set) var encryptions = 0
    /// The notes of backups of those keys, and of keys that were dropped.
    public internal(set) var backups = 0
    /// The databases that were written, or would be: those that the destination did not have alike.
    public internal(set) var databasesWritten = 0
    /// Whether the destination held a part of the copy, or all of it, from an earlier attempt.
    public internal(set) var isResumed = false

    mutating func count(_ rows: DatabaseRows) {
        databases += 1
        keys += rows.keys.count
        encryptions += rows.encryptions.count
        backups += rows.backups.count
    }
}
