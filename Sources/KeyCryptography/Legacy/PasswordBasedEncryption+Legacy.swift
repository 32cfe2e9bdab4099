import COpenSSL

/// The encryption of older PKCS #12 files, which is read and never written.
extension PasswordBasedEncryption {
    /// The algorithms of RFC 7292 appendix C that are block ciphers, each with the derivation of PKCS #12 and SHA-1.
    static let legacyCiphers: [OID: BlockCipher] = [
        OID(contents: OID.rsadsi + [1, 12, 1, 3]): .legacyTripleDES3Key,
        OID(contents: OID.rsadsi + [1, 12, 1, 4]): .legacyTripleDES2Key,
        OID(contents: OID.rsadsi + [1, 12, 1, 5]): .legacyRC2,
        OID(contents: OID.rsadsi + [1, 12, 1, 6]): .legacyRC2Of40Bits,
    ]

    func legacyDerivation(
        _ purpose: PKCS12KeyDerivation.Purpose,
        from password: Password,
        count: Int
    ) throws(CryptographyError) -> SecretBytes {
        try PKCS12KeyDerivation.derive(
            purpose, from: password, salt: salt, iterations: iterations, digest: LegacyDigest.sha1.rawValue,
            count: count)
    }
}

extension BlockCipher {
    /// RC2 (RFC 2268) with keys of 40 bits, of the time of export restrictions. It needs libcrypto's legacy provider.
    static let legacyRC2Of40Bits = BlockCipher(inLegacyProvider: "RC2-40-CBC", keySize: 5, blockSize: 8)
}

extension KeyDerivation {
    /// Returns `count` bytes that PBKDF2 (RFC 8018) with HMAC-SHA-1 derives from a password.
    static func legacyPBKDF2WithSHA1(
        from password: Password,
        salt: [UInt8],
        iterations: UInt32,
        count: Int
    ) throws(CryptographyError) -> SecretBytes {
        let output = SecretBytes(zeroCount: count)
        let status = unsafe password.withUnsafeBytes { password in
            unsafe PKCS5_PBKDF2_HMAC(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(password.count), salt,
                Int32(salt.count), Int32(iterations), EVP_sha1(), Int32(count),
                output.mutableBytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        try CryptographyError.check(status == 1, "PBKDF2")
        return output
    }
}

extension PKCS12MAC.Algorithm {
    /// SHA-1, with which most files are authenticated that exist.
    static let legacySHA1 = PKCS12MAC.Algorithm(
        identifier: OID(contents: [0x2B, 0x0E, 0x03, 0x02, 0x1A]), name: LegacyDigest.sha1.rawValue,
        byteCount: LegacyDigest.sha1.byteCount)
}

extension OID {
    /// HMAC-SHA-1, 1.2.840.113549.2.7.
    static let legacyHMACWithSHA1 = OID(contents: rsadsi + [2, 7])
    /// Triple DES with three keys in CBC mode, 1.2.840.113549.3.7.
    static let legacyTripleDES3KeyCBC = OID(contents: rsadsi + [3, 7])
}
