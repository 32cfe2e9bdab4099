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
        if nextNonce == nonces.count {
            nonces = try random.bytes(Self.noncesPerDraw * AES256GCM.nonceSize)
            nextNonce = 0
        }
        let protector = Protector.key(id)
        let nonce = InlineArray<12, UInt8> { nonces[nextNonce + $0] }
        let sealed = unsafe try sealer.seal(
            secret, as: encryption, protector: protector, label: label, nonce: nonce.span.bytes)
        nextNonce += nonce.count
        return KeyEncryption(
            id: encryption, protector: protector, label: label, created: created, lastProved: nil, sealed: sealed)
    }

    /// Returns the secret of an encryption under this key.
    ///
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/notAuthentic`` when it was made under another key, or
    ///   anything that it is bound to has changed; `malformed` or `unsupported` when it is not an encryption by a key.
    public mutating func unwrap(_ encryption: borrowing KeyEncryption) throws(CryptographyError) -> SecretBytes {
        try opener.open(encryption)
    }
}
