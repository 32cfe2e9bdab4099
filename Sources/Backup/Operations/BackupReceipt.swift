/// What a backup has come to: every place in it was read back and opened before this was returned.
public struct BackupReceipt: Hashable, Sendable {
    /// What the backup says about the key.
    public let facts: BackupFacts
    /// Where the backup is; the copies follow the first.
    public let places: [String]
    /// What should be known about the places.
    public let warnings: [BackupWarning]
}
