public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A key that protects others as a master key does: for tests that need stored encryptions made by hand, and for
/// measuring what one costs.
///
/// It belongs to one thread at a time.
public struct WrappingKey: ~Copyable {
    /// Which key it is.
    public let id: KeyIdentifier

    private var sealer: SecretSealer
    private var opener: SecretOpener
    private let random: any RandomSource
    /// Nonces that have been drawn and not used. Drawing many at a time costs no more than drawing one.
    private var nonces: [UInt8] = []
    private var nextNonce = 0

    /// As many as replacing a master key draws at a time.
    private static let noncesPerDraw = 256

    /// Prepares a key.
    ///
    /// - Parameters:
    ///   - material: The master key, 16 or 32 bytes; what seals is derived from it.
    ///   - id: Which key it is to be: the service master key, or the master key of a database.
    ///   - random: Where nonces come from.
    /// - Throws: ``/KeyHierarchy/HierarchyError/Code-swift.struct/corrupted`` when no master key has that length;
    ///   ``/KeyCryptography/CryptographyError``.
    public init(
        _ material: borrowing SecretBytes,
        as id: KeyIdentifier = .serviceMasterKey,
        random: any RandomSource = SystemRandomSource()
    ) throws {
        let material = SharedSecret(material.withBytes { SecretBytes(copying: $0) })
        let key = try OpenKey(id: id, guid: random.uuid(), material: material)
        let opener = try key.opener()
        let sealer = try key.sealer()
        self.id = id
        self.random = random
        self.opener = opener
        self.sealer = sealer
    }

    /// Returns a secret, encrypted under this key.
    ///
    /// - Parameters:
    ///   - secret: At most 8,000 bytes.
    ///   - encryption: Which key and slot it is to be the encryption of; it opens for no other.
    ///   - label: The label, which it is bound to as well.
    ///   - created: When it was made.
    /// - Throws: ``/KeyCryptography/CryptographyError``.
    public mutating func wrap(
        _ secret: borrowing SecretBytes,
        as encryption: KeyEncryption.Identifier,
        label: String = "",
        created: Date = Date()
    ) throws(CryptographyError) -> KeyEncryption {
        var wrapped = KeyEncryption(id: encryption, protector: .key(id), label: label, created: created)
        try wrap(secret, into: &wrapped)
        return wrapped
    }

    /// Makes an encryption under this key hold a secret, in the place of what it held: what replacing a master key does to
    /// each key below it.
    ///
    /// - Parameters:
    ///   - secret: At most 8,000 bytes.
    ///   - encryption: The encryption. The secret is bound to its identifier, its protector and its label.
    /// - Throws: ``/KeyCryptography/CryptographyError``.
    public mutating func wrap(
        _ secret: borrowing SecretBytes,
        into encryption: inout KeyEncryption
    ) throws(CryptographyError) {
        if nextNonce == nonces.count {
            nonces = try random.bytes(Self.noncesPerDraw * AES256GCM.nonceSize)
            nextNonce = 0
        }
        let nonces = nonces
        let nonce = nextNonce..<nextNonce + AES256GCM.nonceSize
        try secret.withBytes { (bytes) throws(CryptographyError) in
            unsafe try sealer.seal(bytes, into: &encryption, nonce: nonces.span.bytes.extracting(nonce))
        }
        nextNonce = nonce.upperBound
    }

    /// Returns the secret of an encryption under this key.
    ///
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/notAuthentic`` when it was made under another key, or
    ///   anything that it is bound to has changed; `malformed` or `unsupported` when it is not an encryption by a key.
    public mutating func unwrap(_ encryption: borrowing KeyEncryption) throws(CryptographyError) -> SecretBytes {
        try opener.open(encryption)
    }
}
