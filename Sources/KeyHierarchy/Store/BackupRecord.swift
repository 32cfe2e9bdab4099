#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A backup that was read back and opened: where it is, and which key it holds.
public struct BackupRecord: Hashable, Sendable {
    /// The key that was backed up.
    public let key: KeyIdentifier
    /// The fingerprint of the material in the backup; another one than the key's says that the key has changed since.
    public let fingerprint: KeyFingerprint
    /// Where the backup is, as its medium names the place.
    public let place: String
    /// Whether it was written as a further copy of another one.
    public let isCopy: Bool
    /// When the backup was last opened with success.
    public let verified: Date

    /// Creates a record, as a store reads it.
    ///
    /// - Parameters:
    ///   - key: The key that was backed up.
    ///   - fingerprint: The fingerprint of the material in the backup.
    ///   - place: Where the backup is, as its medium names the place.
    ///   - isCopy: Whether it is a further copy of another one.
    ///   - verified: When it was last opened with success.
    public init(key: KeyIdentifier, fingerprint: KeyFingerprint, place: String, isCopy: Bool, verified: Date) {
        self.key = key
        self.fingerprint = fingerprint
        self.place = place
        self.isCopy = isCopy
        self.verified = verified
    }
}
