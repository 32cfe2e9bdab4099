/// Messages of `ENCRYPTBYPASSPHRASE`, which `DECRYPTBYPASSPHRASE` reads.
///
/// Verified in both versions: messages that SQL Server made decrypt, and encrypting again with their initialisation vectors
/// gives the same bytes.
///
/// One unsalted hash is all that stands between the pass phrase and the key, and the encryption detects changes by
/// accident at best: a pass phrase can be guessed at the speed of that hash. This is for messages that a SQL Server has
/// made or has to read. For new data there is the product `SealedMessages`.
///
/// A message is four bytes with the version, the initialisation vector, and the ciphertext.
///
/// | Version | Key | Cipher |
/// |---|---|---|
/// | 1 | the first 16 bytes of SHA-1 of the pass phrase | triple DES with two keys, CBC |
/// | 2 | SHA-256 of the pass phrase | AES-256, CBC |
///
/// The pass phrase is hashed in UTF-16, little-endian, with all its blanks. SQL Server converts a `varchar` first, so `'abc'`
/// and `N'abc'` are the same pass phrase: messages of both kinds are among those that were verified.
public enum PassphraseMessage {
    /// Encrypts bytes under a pass phrase.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes of the value, at most 65,535: those of the code page for a `varchar`, UTF-16 in
    ///     little-endian order for an `nvarchar`. The message does not record which it was. SQL Server's own limit is
    ///     lower, since its result has at most 8,000 bytes.
    ///   - passphrase: The pass phrase; no policy applies.
    ///   - authenticator: Bytes that the plaintext is bound to, as they are; `nil` for none, which is not the same as no
    ///     bytes. It is no second key: the message decrypts without it, and only a check fails.
    ///   - version: Who has to read the message.
    ///   - random: Where the initialisation vector comes from.
    /// - Returns: The message.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `tooLong`; `randomnessUnavailable`; `unsupported` when
    ///   libcrypto does not offer the cipher.
    public static func encrypt(
        _ plaintext: [UInt8],
        passphrase: Password,
        authenticator: [UInt8]? = nil,
        version: MessageVersion = .v2,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> [UInt8] {
        let cipher = try cipher(.encrypting, passphrase, version)
        let vector = try random.bytes(cipher.blockSize)
        return unsafe try InnerMessage.encrypt(
            plaintext, authenticator: authenticator, prefix: version.bytes, initializationVector: vector.span.bytes,
            with: cipher)
    }

    /// Decrypts a message of either version.
    ///
    /// - Parameters:
    ///   - message: Any bytes.
    ///   - passphrase: The pass phrase.
    ///   - authenticator: The bytes that the plaintext has to be bound to, or `nil` when it is bound to none.
    /// - Returns: The plaintext; `nil` when the message does not decrypt: another pass phrase, another authenticator or one
    ///   where there was none, damage, or no message at all.
    /// - Throws: ``/KeyCryptography/CryptographyError`` when libcrypto fails; never for what stands in the message.
    public static func decrypt(
        _ message: [UInt8],
        passphrase: Password,
        authenticator: [UInt8]? = nil
    ) throws(CryptographyError) -> [UInt8]? {
        guard let version = MessageVersion(in: message, at: 0) else { return nil }
        return try InnerMessage.decrypt(
            message, prefixCount: MessageVersion.size, authenticator: authenticator,
            with: cipher(.decrypting, passphrase, version))
    }

    private static func cipher(
        _ direction: CBCCipher.Direction,
        _ passphrase: Password,
        _ version: MessageVersion
    ) throws(CryptographyError) -> CBCCipher {
        let text = passphrase.utf16LittleEndian()
        switch version {
        case .v1:
            let cipher = BlockCipher.legacyTripleDES2Key
            return try CBCCipher(direction, cipher, key: LegacyDigest.sha1.hash(text).prefix(cipher.keySize))
        case .v2:
            return try CBCCipher(direction, .aes256, key: Digest.sha256.hash(text))
        }
    }
}
