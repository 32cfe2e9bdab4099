package import KeyCryptography

/// A PRIVATEKEYBLOB of CryptoAPI with an RSA key: what a private key file has in it, and all of a strong-name key pair.
///
/// | Offset | Length | |
/// |---|---|---|
/// | 0 | 4 | 7, 2, 0, 0: the kind and the version |
/// | 4 | 4 | the algorithm |
/// | 8 | 4 | `RSA2` |
/// | 12 | 4 | *m*, the length of the modulus in bits |
/// | 16 | 4 | the public exponent |
/// | 20 | 9*m*/16 | the numbers, as in ``/KeyCryptography/RSAPrivateNumbers`` |
package enum PrivateKeyBlob {
    /// How much of a blob is never encrypted, in bytes: kind and algorithm.
    static let clearCount = 8
    /// The bytes that begin what may be encrypted.
    static let magic = Array("RSA2".utf8)

    private static let headerCount = 20
    private static let kind: [UInt8] = [7, 2]

    /// The length of the modulus in bits for a blob of so many bytes, or `nil` when there is no such blob.
    static func modulusBitCount(forByteCount count: Int) -> Int? {
        guard count > headerCount, (count - headerCount).isMultiple(of: 9) else { return nil }
        let bits = (count - headerCount) / 9 * 16
        return (384...4096).contains(bits) ? bits : nil
    }

    /// Returns the blob of a key.
    package static func encode(
        _ numbers: borrowing RSAPrivateNumbers,
        _ specification: KeySpecification
    ) throws(CryptographyError) -> SecretBytes {
        let bits = numbers.modulusBitCount
        guard bits.isMultiple(of: 16) else {
            throw CryptographyError(.unsupported, "A private key file has no place for an RSA key of \(bits) bits.")
        }
        let header =
            kind + [0, 0] + specification.algorithm.littleEndianBytes + magic + UInt32(bits).littleEndianBytes
            + numbers.publicExponent.littleEndianBytes
        return numbers.bytes.withBytes { numbers in
            SecretBytes(count: headerCount + numbers.byteCount) { (output: inout MutableRawSpan) in
                for (offset, byte) in header.enumerated() {
                    output.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
                }
                for offset in numbers.byteOffsets {
                    let byte = unsafe numbers.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                    output.storeBytes(of: byte, toByteOffset: headerCount + offset, as: UInt8.self)
                }
            }
        }
    }

    /// Returns the numbers in a blob.
    ///
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is none.
    package static func decode(_ blob: borrowing SecretBytes) throws(CryptographyError) -> RSAPrivateNumbers {
        try blob.withBytes { (bytes) throws(CryptographyError) in
            guard let bits = modulusBitCount(forByteCount: bytes.byteCount), bytes.bytes(in: 0..<2) == kind,
                KeySpecification(algorithm: bytes.word(at: 4)) != nil, bytes.bytes(in: 8..<12) == magic,
                bytes.word(at: 12) == bits
            else {
                throw CryptographyError(
                    .malformed, "The bytes do not hold the key blob (PRIVATEKEYBLOB) that they should.")
            }
            return try RSAPrivateNumbers(
                modulusBitCount: bits, publicExponent: bytes.word(at: 16),
                bytes: SecretBytes(copying: bytes.extracting(headerCount...)))
        }
    }
}
