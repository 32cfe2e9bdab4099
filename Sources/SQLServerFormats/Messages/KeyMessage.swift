#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a message of `ENCRYPTBYKEY` shows without its key.
///
/// The layout, the order of the GUID's bytes, and AES-256 are verified: a message of SQL Server 2017 as a whole, one of 2016
/// by its first bytes. Inferred are the authenticator, which was seen in messages of `ENCRYPTBYPASSPHRASE` only, and the
/// other algorithms. Which version the messages of DES, triple DES and RC2 keys carry on SQL Server 2017 and later is not
/// known; both are read. Messages under RC4 keys look different, in a way that is not known.
///
/// | Offset | Length | |
/// |---|---|---|
/// | 0 | 16 | the GUID of the key; the first three groups of its text are little-endian |
/// | 16 | 4 | the version, little-endian |
/// | 20 | one block | the initialisation vector |
/// | | the rest | the ciphertext |
///
/// ``KeyMessageCipher`` makes messages, and decrypts them.
public struct KeyMessage: Hashable, Sendable {
    /// The GUID of the key that the message was encrypted with: `DECRYPTBYKEY` looks for it among the open keys.
    public let keyGUID: UUID
    /// The version, which tells the generation of the server that wrote the message. It says nothing about the algorithm,
    /// which is the key's.
    public let version: MessageVersion

    /// Where the initialisation vector begins.
    static let prefixSize = UUID.sqlServerSize + MessageVersion.size

    /// Reads the beginning of a message.
    ///
    /// - Parameter message: Any bytes.
    /// - Returns: `nil` when they are fewer than a GUID and a version, or the version is unknown.
    public init?(_ message: [UInt8]) {
        guard let guid = Self.keyGUID(of: message),
            let version = MessageVersion(in: message, at: UUID.sqlServerSize)
        else { return nil }
        keyGUID = guid
        self.version = version
    }

    /// Returns the GUID at the beginning of a message, which is all that `KEY_NAME` looks at.
    ///
    /// - Parameter message: Any bytes.
    /// - Returns: `nil` when there are fewer than 16.
    public static func keyGUID(of message: [UInt8]) -> UUID? {
        message.count < UUID.sqlServerSize ? nil : UUID(sqlServerBytes: message)
    }
}
