/// Makes a key of a digest as `CryptDeriveKey` of Windows' CryptoAPI does: SQL Server 2016 and older derive the keys of
/// `KEY_SOURCE` so.
///
/// For keys that have to agree with others. A new one is derived with ``KeyDerivation`` or ``PasswordDerivation``.
package enum CryptDeriveKey {
    /// Returns the key that a digest gives.
    ///
    /// - Parameters:
    ///   - cipher: What the key is for, which decides its length.
    ///   - digest: The digest of what the key is made of.
    ///   - function: The function that made the digest.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer the function.
    package static func key(
        for cipher: BlockCipher,
        from digest: borrowing SecretBytes,
        of function: LegacyDigest
    ) throws(CryptographyError) -> SecretBytes {
        precondition(digest.count == function.byteCount)
        // AES-128 is expanded although SHA-1 is long enough for it.
        if digest.count < cipher.keySize || cipher == .aes128 && digest.count <= 20 {
            return try expand(digest, of: function).prefix(cipher.keySize)
        }
        return digest.prefix(cipher.keySize)
    }

    /// Returns two digests of the digest, one behind the other. It looks like HMAC with an empty message, and is not:
    /// nothing is hashed twice.
    private static func expand(
        _ digest: borrowing SecretBytes,
        of function: LegacyDigest
    ) throws(CryptographyError) -> SecretBytes {
        let first = try function.hash(block(of: digest, mask: 0x36))
        let second = try function.hash(block(of: digest, mask: 0x5C))
        let count = first.count + second.count
        let expanded = SecretBytes(zeroCount: count)
        unsafe first.withUnsafeBytes { unsafe expanded.mutableBytes.copyMemory(from: $0) }
        unsafe second.withUnsafeBytes { second in
            unsafe UnsafeMutableRawBufferPointer(rebasing: expanded.mutableBytes[first.count...])
                .copyMemory(from: second)
        }
        return expanded
    }

    /// Returns 64 bytes: the digest and zeros, with every bit of `mask` turned over in each byte.
    private static func block(of digest: borrowing SecretBytes, mask: UInt8) -> SecretBytes {
        let block = SecretBytes(zeroCount: 64)
        unsafe digest.withUnsafeBytes { unsafe block.mutableBytes.copyMemory(from: $0) }
        for index in 0..<block.count { unsafe block.mutableBytes[index] ^= mask }
        return block
    }
}
