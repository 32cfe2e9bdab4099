import COpenSSL

/// The derivation from a password that PKCS #12 has of its own (RFC 7292 appendix B).
///
/// An iteration is one call of the hash function, and two in PBKDF2: a guess costs half as much at the same number.
enum PKCS12KeyDerivation {
    /// What is derived, by its number in appendix B.3.
    enum Purpose: Int32 {
        case encryptionKey = 1
        case initializationVector = 2
        case integrityKey = 3
    }

    /// Returns `count` bytes.
    ///
    /// - Parameters:
    ///   - purpose: What they are for.
    ///   - password: The password.
    ///   - salt: Any bytes.
    ///   - iterations: How many times the hash function is applied, from 1 on.
    ///   - digest: libcrypto's name of the hash function.
    ///   - count: How many bytes.
    static func derive(
        _ purpose: Purpose,
        from password: Password,
        salt: [UInt8],
        iterations: UInt32,
        digest: String,
        count: Int
    ) throws(CryptographyError) -> SecretBytes {
        let text = bmpString(password)
        let output = SecretBytes(zeroCount: count)
        let status = unsafe text.withUnsafeBytes { text in
            unsafe pkcs12_derive(
                digest, purpose.rawValue, text.baseAddress, [UInt8](repeating: 0, count: text.count), text.count, salt,
                salt.count, UInt64(iterations),
                output.mutableBytes.baseAddress, count)
        }
        try CryptographyError.check(status == 1, "the key derivation of PKCS #12")
        return output
    }

    /// The password in UTF-16, big-endian, with two zero bytes behind it (appendix B.1).
    private static func bmpString(_ password: Password) -> SecretBytes {
        password.withText { text in
            var count = 2
            var scalars = text.makeUnicodeScalarIterator()
            while let scalar = scalars.next() { count += 2 * UTF16.width(scalar) }
            let bytes = SecretBytes(zeroCount: count)
            var offset = 0
            scalars = text.makeUnicodeScalarIterator()
            while let scalar = scalars.next() {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    unsafe bytes.mutableBytes[offset] = UInt8(truncatingIfNeeded: unit >> 8)
                    unsafe bytes.mutableBytes[offset + 1] = UInt8(truncatingIfNeeded: unit)
                    offset += 2
                }
            }
            return bytes
        }
    }
}
