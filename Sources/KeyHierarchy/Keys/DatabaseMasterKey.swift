#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about the master key of a database. The key itself is not here.
public struct DatabaseMasterKey: Hashable, Sendable {
    /// What the key's encryptions add up to.
    public enum Protection: String, Hashable, Sendable {
        /// The service master key opens it when it is needed: `is_master_key_encrypted_by_server` is 1.
        case serviceMasterKeyAndPasswords
        /// It must be opened with a password in every session that needs it.
        case passwordsOnly
    }

    /// The database that the key belongs to.
    public let database: DatabaseName
    /// The identity of the key material.
    public let guid: UUID
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The public name of the key material.
    public let fingerprint: KeyFingerprint
    /// When the key was created.
    public let created: Date
    /// When it was last changed.
    public let modified: Date
    /// Its encryptions, by slot.
    public let encryptions: [KeyEncryption]
    /// What is known of its backups, the latest first.
    public let backups: [BackupRecord]

    /// What opens the key.
    public var protection: Protection {
        encryptions.contains { $0.protector == .key(.serviceMasterKey) }
            ? .serviceMasterKeyAndPasswords : .passwordsOnly
    }
}
