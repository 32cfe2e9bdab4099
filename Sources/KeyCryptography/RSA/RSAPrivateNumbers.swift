/// The numbers of an RSA private key with two primes (RFC 8017 section 3.2), in one piece of secret memory.
///
/// They lie as in a PRIVATEKEYBLOB of CryptoAPI: modulus, prime 1, prime 2, exponent 1, exponent 2, coefficient, private
/// exponent (the names are those of RFC 8017 appendix A.1.2). Each is little-endian and padded with zeros: the first and
/// the last to the length of the modulus, the others to half of it, rounded up. Keys whose primes differ in length by more
/// have no such form.
package struct RSAPrivateNumbers: ~Copyable, Sendable {
    /// How many there are.
    static let count = 7

    /// The length of the modulus in bits.
    package let modulusBitCount: Int
    /// The public exponent, which is no secret and lies by itself.
    package let publicExponent: UInt32
    /// The numbers, one behind the other.
    package let bytes: SecretBytes

    /// Takes numbers over. Whether they are those of an RSA key is seen when a key is made of them.
    ///
    /// - Parameters:
    ///   - modulusBitCount: The length of the modulus in bits.
    ///   - publicExponent: The public exponent.
    ///   - bytes: The numbers, ``byteCount(modulusBitCount:)`` bytes.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` for a modulus that does not have 384 to 4,096 bits,
    ///   `malformed` for another number of bytes.
    package init(
        modulusBitCount: Int,
        publicExponent: UInt32,
        bytes: consuming SecretBytes
    ) throws(CryptographyError) {
        try RSAPublicKey.check(bitCount: modulusBitCount)
        guard bytes.count == Self.byteCount(modulusBitCount: modulusBitCount) else {
            throw CryptographyError(.malformed, "The numbers do not have the lengths of those of an RSA key.")
        }
        self.modulusBitCount = modulusBitCount
        self.publicExponent = publicExponent
        self.bytes = bytes
    }

    /// The length of the numbers together, in bytes, for a modulus of so many bits.
    package static func byteCount(modulusBitCount: Int) -> Int {
        (0..<count).reduce(0) { $0 + width(of: $1, modulusBitCount: modulusBitCount) }
    }

    /// The length of one of the numbers in bytes.
    static func width(of index: Int, modulusBitCount: Int) -> Int {
        let modulusByteCount = (modulusBitCount + 7) / 8
        return index == 0 || index == count - 1 ? modulusByteCount : (modulusByteCount + 1) / 2
    }

    var modulusByteCount: Int {
        (modulusBitCount + 7) / 8
    }

    /// Where one of the numbers lies in ``bytes``.
    func range(of index: Int) -> Range<Int> {
        let start = (0..<index).reduce(0) { $0 + Self.width(of: $1, modulusBitCount: modulusBitCount) }
        return start..<(start + Self.width(of: index, modulusBitCount: modulusBitCount))
    }
}
