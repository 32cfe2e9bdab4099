public import KeyHierarchy

/// Something that a key lacks to be kept as it should be.
public struct Shortfall: Hashable, Sendable {
    /// What is lacking.
    @nonexhaustive
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No backup of the key was ever verified.
        case noBackup
        /// There are backups, and none of them holds the key as it is now.
        case outdatedBackup
        /// None of the backups that hold the key was verified within the greatest age.
        case staleBackup
        /// The backups that hold the key are all in one place.
        case noCopy
        /// There are fewer ways into the key than there should be.
        case tooFewProtectors
        /// Nothing opens the key: what should is not there, or does not open either.
        case closed
        /// There are enough ways into the key, and too few of them were ever used with success.
        case unprovedProtectors
        /// The certificate has expired, or soon will have.
        case expiry
    }

    /// The key.
    public let key: KeyIdentifier
    /// What is lacking.
    public let kind: Kind
    /// What is lacking, in a clause without the name of the key, such as "no backup of it was ever verified".
    public let explanation: String
    /// What would mend it.
    public let remedy: RecoveryStep
}
