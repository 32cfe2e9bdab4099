#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A symmetric key of a database: what `CREATE SYMMETRIC KEY` makes, once it is open.
///
/// ``KeyMessageCipher`` encrypts one value after the other with it; ``encrypt(rows:authenticators:version:random:)``
/// encrypts many at once.
public struct MessageKey: Sendable {
    /// The GUID of the key, `key_guid` of `sys.symmetric_keys`: it stands in every message.
    public let guid: UUID
    /// The algorithm.
    public let algorithm: SymmetricAlgorithm

    package let material: SharedSecret

    /// Creates a key from its bytes.
    ///
    /// - Parameters:
    ///   - algorithm: The algorithm.
    ///   - guid: The GUID of the key: see ``guid(identityValue:)`` and ``randomGUID(from:)``.
    ///   - bytes: The bytes of the key, as many as ``SymmetricAlgorithm/keySize`` says. DES ignores the lowest bit of each.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/malformed`` when there are more or fewer.
    public init(
        _ algorithm: SymmetricAlgorithm,
        guid: UUID,
        bytes: consuming SecretBytes
    ) throws(CryptographyError) {
        guard bytes.count == algorithm.keySize else {
            throw CryptographyError(
                .malformed, "A key of \(algorithm.name) has \(algorithm.keySize) bytes; this one has \(bytes.count).")
        }
        self.guid = guid
        self.algorithm = algorithm
        material = SharedSecret(bytes)
    }

    /// Creates a random key.
    ///
    /// - Parameters:
    ///   - algorithm: The algorithm.
    ///   - guid: The GUID of the key.
    ///   - source: Where the bytes come from.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/randomnessUnavailable``.
    public static func random(
        _ algorithm: SymmetricAlgorithm,
        guid: UUID,
        from source: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> MessageKey {
        try MessageKey(algorithm, guid: guid, bytes: .random(count: algorithm.keySize, from: source))
    }

    /// Returns the GUID of a key that is created with an `IDENTITY_VALUE`: MD5 of the phrase in UTF-16, but for the first
    /// byte, which is 0. Verified; it is the same in all versions of SQL Server.
    ///
    /// - Parameter phrase: The identity phrase, which is no secret.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer MD5.
    public static func guid(identityValue phrase: String) throws(CryptographyError) -> UUID {
        try guid(LegacyDigest.md5.hash(phrase.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    }

    /// Returns the GUID of a key that is created without an `IDENTITY_VALUE`: random, but for the first byte as SQL Server
    /// stores it, which is 0 in every key that was seen. What other values of that byte mean is not known.
    ///
    /// - Parameter source: Where the bytes come from.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/randomnessUnavailable``.
    public static func randomGUID(
        from source: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> UUID {
        try guid(source.bytes(UUID.sqlServerSize))
    }

    /// Creates a key that shares its bytes with other owners; they are as many as the algorithm wants.
    package init(_ algorithm: SymmetricAlgorithm, guid: UUID, sharing material: SharedSecret) {
        precondition(material.bytes.count == algorithm.keySize)
        self.guid = guid
        self.algorithm = algorithm
        self.material = material
    }

    private static func guid(_ bytes: [UInt8]) -> UUID {
        var bytes = bytes
        bytes[0] = 0
        return UUID(sqlServerBytes: bytes)
    }
}
