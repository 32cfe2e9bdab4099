public import KeyHierarchy

/// What verifying a backup has shown: the password opens it, what it opens was not changed, and the label is true. Other
/// passwords of the backup were not tried: verify with each.
public struct BackupVerification: Sendable {
    /// What the backup says about the key; `nil` in a backup of another program.
    public let facts: BackupFacts?
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The public name of the key; `nil` for a symmetric key that is made from `KEY_SOURCE`.
    public let fingerprint: KeyFingerprint?
    /// The password that opened it, as ``BackupInspection/Password/id`` names it.
    public let openedBy: String
    /// Whether the instance still uses this key; `nil` when it was not asked, has no such key, or has one of that identity
    /// from `KEY_SOURCE`, of which there is no fingerprint to compare.
    public let isCurrent: Bool?
    /// What should be known about the file.
    public let warnings: [BackupWarning]

    init(_ backup: OpenedBackup, isCurrent: Bool?, warnings: [BackupWarning] = []) {
        facts = backup.facts
        algorithm = backup.algorithm
        fingerprint = backup.fingerprint
        openedBy = backup.openedBy
        self.isCurrent = isCurrent
        self.warnings = backup.warnings + warnings
    }
}
