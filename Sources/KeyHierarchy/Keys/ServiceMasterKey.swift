#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about the service master key of an instance. The key itself is not here.
public struct ServiceMasterKey: Hashable, Sendable {
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
    /// Its encryptions, one under each root protector.
    public let encryptions: [KeyEncryption]
    /// Whether one of the root protectors that the hierarchy was started with opens it.
    public let isReadable: Bool
    /// What is known of its backups, the latest first.
    public let backups: [BackupRecord]
}
