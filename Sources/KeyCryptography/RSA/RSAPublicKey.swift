import COpenSSL

/// The public half of an RSA key (RFC 8017 section 3.1).
package struct RSAPublicKey: Sendable {
    /// The lengths of a modulus that are accepted, in bits: those of the keys that SQL Server imports.
    package static let modulusBitCounts = 384...4096

    /// The modulus as a big-endian number, whose first byte is not zero.
    package let modulus: [UInt8]
    /// The public exponent: odd, and at least 3. Like CryptoAPI, we take no more than 32 bits of it.
    package let exponent: UInt32
    let key: EVPKey

    /// Creates a key from its two numbers.
    ///
    /// - Parameters:
    ///   - modulus: A big-endian number of 384 to 4,096 bits; zeros may stand before it.
    ///   - exponent: An odd number from 3 on.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` for a modulus of another length, `malformed` when one
    ///   of the numbers is even or the exponent is 1.
    package init(modulus: [UInt8], exponent: UInt32) throws(CryptographyError) {
        let modulus = Array(modulus.drop { $0 == 0 })
        try Self.check(modulus: modulus, exponent: exponent)
        let littleEndian = Array(modulus.reversed())
        guard
            let pointer = unsafe rsa_from_numbers(
                Int32(rsa_public_numbers), littleEndian, littleEndian.count, exponent)
        else {
            throw CryptographyError.failure(of: "making an RSA public key")
        }
        self.modulus = modulus
        self.exponent = exponent
        key = unsafe EVPKey(owning: pointer)
    }

    /// Copies the public half of a key of libcrypto's.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` when it is not an RSA key, or one with numbers that
    ///   are too short or too long; otherwise as ``init(modulus:exponent:)``.
    init(copying key: borrowing EVPKey) throws(CryptographyError) {
        guard unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 else {
            throw CryptographyError(.unsupported, "The key is not an RSA key.")
        }
        let bitCount = Int(unsafe EVP_PKEY_get_bits(key.pointer))
        try Self.check(bitCount: bitCount)
        var modulus = [UInt8](repeating: 0, count: (bitCount + 7) / 8)
        guard unsafe rsa_get_numbers(key.pointer, Int32(rsa_public_numbers), &modulus, modulus.count) == 1 else {
            throw CryptographyError.failure(of: "reading the modulus of an RSA key")
        }
        var exponent: UInt32 = 0
        guard unsafe rsa_get_exponent(key.pointer, &exponent) == 1 else {
            ERR_clear_error()
            throw Self.hugeExponent
        }
        try self.init(modulus: modulus.reversed(), exponent: exponent)
    }

    /// The length of the modulus in bits.
    package var modulusBitCount: Int {
        Self.bitCount(of: modulus)
    }

    /// The length of the modulus in bytes, which is that of a ciphertext and of a signature.
    package var modulusByteCount: Int {
        modulus.count
    }

    static let hugeExponent = CryptographyError(
        .unsupported, "The public exponent of the RSA key has more than 32 bits.")

    /// Refuses what cannot be the length of a modulus.
    static func check(bitCount: Int) throws(CryptographyError) {
        guard modulusBitCounts.contains(bitCount) else {
            throw CryptographyError(
                .unsupported, "The RSA key has \(bitCount) bits; \(modulusBitCounts) are supported.")
        }
    }

    private static func check(modulus: [UInt8], exponent: UInt32) throws(CryptographyError) {
        try check(bitCount: bitCount(of: modulus))
        // Each is a product of odd numbers, or prime to one.
        guard let last = modulus.last, last & 1 == 1, exponent & 1 == 1, exponent >= 3 else {
            throw CryptographyError(.malformed, "The numbers are not those of an RSA key.")
        }
    }

    private static func bitCount(of modulus: [UInt8]) -> Int {
        guard let first = modulus.first else { return 0 }
        return modulus.count * 8 - first.leadingZeroBitCount
    }
}

extension RSAPublicKey: Hashable {
    /// Whether both have the same numbers.
    package static func == (left: RSAPublicKey, right: RSAPublicKey) -> Bool {
        left.modulus == right.modulus && left.exponent == right.exponent
    }

    /// Hashes the numbers.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(modulus)
        hasher.combine(exponent)
    }
}
