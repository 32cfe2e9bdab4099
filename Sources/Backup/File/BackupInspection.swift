/// What a backup file says about itself. Anybody who had the file could have written the label.
public struct BackupInspection: Hashable, Sendable {
    /// A password that opens the backup.
    public struct Password: Hashable, Sendable {
        /// What tells it from the others: eight hexadecimal digits.
        public let id: String
        /// What the label calls it.
        public let unverifiedLabel: String?
        /// The derivation function, such as `PBKDF2-HMAC-SHA-512`.
        public let derivation: String
        /// How many iterations the derivation takes.
        public let iterations: Int
    }

    /// How the digest in the label compares with the container.
    public enum Digest: String, Hashable, Sendable {
        /// The container is as it was when the label was written.
        case matches
        /// The container, or the digest itself, was damaged: the file is refused as it is.
        case differs
        /// The file has no digest.
        case absent
    }

    /// The facts in the label, or `nil` when there are none.
    public let unverifiedFacts: BackupFacts?
    /// The passwords, in the order in which they are tried.
    public let passwords: [Password]
    /// Whether the container is as it was when the label was written.
    public let digest: Digest
    /// The size of the file in bytes.
    public let size: Int
}
