#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about the encryption key of a database, a row of `sys.dm_database_encryption_keys`. The key itself is not here.
///
/// No data is encrypted here: the model has no pages. Scans end at once, so the states of a scan under way do not occur.
public struct DatabaseEncryptionKey: Hashable, Sendable {
    /// How far the encryption of a database is: `encryption_state`. New states may be added.
    @nonexhaustive
    public enum State: Int, Hashable, Sendable {
        /// There is a key, and the database is not encrypted.
        case unencrypted = 1
        /// The database is encrypted.
        case encrypted = 3
    }

    /// The database.
    public let database: DatabaseName
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The public name of the key material.
    public let fingerprint: KeyFingerprint?
    /// How far the encryption is.
    public let state: State
    /// The name of the certificate in `master` that protects the key.
    public let certificate: String
    /// The thumbprint of that certificate, 20 bytes.
    public let certificateThumbprint: [UInt8]
    /// When the key was created.
    public let created: Date
    /// When its material was last made.
    public let regenerated: Date
    /// When the key, or its protection, was last changed.
    public let modified: Date
    /// When encryption was last switched on or off; `nil` if it never was.
    public let set: Date?
}
