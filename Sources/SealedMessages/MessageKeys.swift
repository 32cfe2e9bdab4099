/// What is derived for one message: the key that encrypts it, and the commitment to the key that it came from.
///
/// AES-GCM alone does not commit: whoever knows two keys can make a ciphertext that opens under both, to different
/// plaintexts. The commitment stands in the header, and nobody finds two keys that have it in common: that would be a
/// collision of HMAC-SHA-512, cut to 256 bits.
struct MessageKeys: ~Copyable {
    /// The key of AES-256-GCM.
    let encryption: SecretBytes
    /// What the header holds.
    let commitment: [UInt8]

    private static let info = Array("SealedMessages v1".utf8)

    /// Derives both at once: they are the two halves of one block of HKDF's output.
    init(_ key: SealingKey, messageID: [UInt8]) throws(CryptographyError) {
        let size = AES256GCM.keySize
        let derived = try KeyDerivation.hkdf(
            .sha512, from: key.material.bytes, salt: messageID, info: Self.info,
            count: size + SealedMessageHeader.commitmentSize)
        encryption = derived.prefix(size)
        commitment = unsafe derived.withUnsafeBytes { unsafe Array($0[size...]) }
    }
}
