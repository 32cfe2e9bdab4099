#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about a symmetric key, a row of `sys.symmetric_keys`. The key itself is not here.
public struct SymmetricKey: Hashable, Sendable {
    /// The database that the key belongs to; `tempdb` for a temporary one.
    public let database: DatabaseName
    /// Which key it is; the number is `symmetric_key_id`, from 256 on.
    public let id: KeyIdentifier
    /// Its name, unique in its database without regard to case; that of a temporary key begins with `#`.
    public let name: String
    /// What messages name the key by, `key_guid`: random, or made from `IDENTITY_VALUE`.
    public let guid: UUID
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The public name of the key material; `nil` for a key that is made from `KEY_SOURCE`, because it would help to guess
    /// the pass phrase.
    public let fingerprint: KeyFingerprint?
    /// When the key was created.
    public let created: Date
    /// When it, or an encryption of it, was last changed.
    public let modified: Date
    /// Its encryptions, by slot.
    public let encryptions: [KeyEncryption]

    /// Whether the key belongs to the session that made it, and ends with it.
    public var isTemporary: Bool {
        name.hasPrefix("#")
    }
}
