#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An open symmetric key, prepared to make messages as `ENCRYPTBYKEY` does and to decrypt them as `DECRYPTBYKEY` does.
///
/// Preparing a key takes as long as encrypting several small values, so keep the cipher as long as the key is open. It
/// belongs to one thread at a time. A child process that was forked must prepare its own, or two processes would use the
/// same initialisation vectors.
///
/// The encryption hides values and authenticates nothing by itself: whoever can change a message can change what it
/// decrypts to. An authenticator notices that by a hash that is encrypted along, which is weaker than authenticated
/// encryption; the product `SealedMessages` has that.
public struct KeyMessageCipher: ~Copyable {
    private let guid: UUID
    /// What the messages of the key begin with, by their version: the GUID and the version.
    private let prefixes: (v1: [UInt8], v2: [UInt8])
    private let encryption: CBCCipher
    private let decryption: CBCCipher
    private let random: any RandomSource
    /// Initialisation vectors that have been drawn and not used. Drawing many at a time costs no more than drawing one.
    private var vectors: [UInt8] = []
    private var nextVector = 0

    private static let vectorsPerDraw = 256

    /// Prepares a key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - random: Where initialisation vectors come from.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer the
    ///   algorithm: DES and RC2 need its legacy provider.
    public init(
        _ key: MessageKey,
        random: any RandomSource = SystemRandomSource()
    ) throws(CryptographyError) {
        let encryption = try CBCCipher(.encrypting, key.algorithm.cipher, key: key.material.bytes)
        decryption = try CBCCipher(.decrypting, key.algorithm.cipher, key: key.material.bytes)
        self.encryption = encryption
        guid = key.guid
        let bytes = guid.sqlServerBytes
        prefixes = (v1: bytes + MessageVersion.v1.bytes, v2: bytes + MessageVersion.v2.bytes)
        self.random = random
    }

    /// Encrypts a value.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes of the value, at most 65,535. SQL Server's own limit is lower, since its result has at most
    ///     8,000 bytes.
    ///   - authenticator: Bytes that the plaintext is bound to, such as the key of its row; `nil` for none, which is not
    ///     the same as no bytes.
    ///   - version: Who has to read the message.
    /// - Returns: The message.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `tooLong` or `randomnessUnavailable`.
    public mutating func encrypt(
        _ plaintext: [UInt8],
        authenticator: [UInt8]? = nil,
        version: MessageVersion = .v2
    ) throws(CryptographyError) -> [UInt8] {
        let blockSize = encryption.blockSize
        if nextVector == vectors.count {
            vectors = try random.bytes(Self.vectorsPerDraw * blockSize)
            nextVector = 0
        }
        let vector = nextVector..<nextVector + blockSize
        nextVector = vector.upperBound
        return unsafe try InnerMessage.encrypt(
            plaintext, authenticator: authenticator, prefix: version == .v1 ? prefixes.v1 : prefixes.v2,
            initializationVector: vectors.span.bytes.extracting(vector), with: encryption)
    }

    /// Decrypts a message of either version.
    ///
    /// - Parameters:
    ///   - message: Any bytes.
    ///   - authenticator: The bytes that the plaintext has to be bound to, or `nil` when it is bound to none.
    /// - Returns: The plaintext; `nil` when the message does not decrypt: it names another key, has another authenticator or
    ///   one where there was none, is damaged, or is no message at all.
    /// - Throws: ``/KeyCryptography/CryptographyError`` when libcrypto fails; never for what stands in the message.
    public func decrypt(
        _ message: [UInt8],
        authenticator: [UInt8]? = nil
    ) throws(CryptographyError) -> [UInt8]? {
        guard let shown = KeyMessage(message), shown.keyGUID == guid else { return nil }
        return try InnerMessage.decrypt(
            message, prefixCount: KeyMessage.prefixSize, authenticator: authenticator, with: decryption)
    }
}
