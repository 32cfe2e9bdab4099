#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about an asymmetric key, a row of `sys.asymmetric_keys`. Its private key is not here.
public struct AsymmetricKey: Hashable, Sendable {
    /// The database that the key belongs to.
    public let database: DatabaseName
    /// Which key it is; the number is `asymmetric_key_id`, from 256 on.
    public let id: KeyIdentifier
    /// Its name, unique in its database without regard to case.
    public let name: String
    /// The public key, as a SubjectPublicKeyInfo (RFC 5280) in DER.
    public let publicKey: [UInt8]
    /// The SHA-1 of the public key, 20 bytes.
    public let thumbprint: [UInt8]
    /// The length of the RSA key in bits.
    public let keyLength: Int
    /// What protects the private key.
    public let privateKeyProtection: PrivateKeyProtection
    /// When it was created here.
    public let created: Date
    /// When it, or the protection of its private key, was last changed.
    public let modified: Date
}
