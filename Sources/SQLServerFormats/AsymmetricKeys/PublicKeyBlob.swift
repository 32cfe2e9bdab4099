import KeyCryptography

/// A PUBLICKEYBLOB of CryptoAPI with an RSA key: the value of `sys.asymmetric_keys.public_key`.
///
/// Verified in its layout: a value that SQL Server showed reads, and writes to the same bytes.
///
/// | Offset | Length | |
/// |---|---|---|
/// | 0 | 4 | 6, 2, 0, 0: the kind and the version |
/// | 4 | 4 | the algorithm, for signing in what SQL Server showed |
/// | 8 | 4 | `RSA1` |
/// | 12 | 4 | *m*, the length of the modulus in bits |
/// | 16 | 4 | the public exponent |
/// | 20 | *m*/8 | the modulus |
///
/// All numbers are little-endian.
public struct PublicKeyBlob: Hashable, Sendable {
    /// What the key is for, as the blob says.
    public let keySpecification: KeySpecification
    package let key: RSAPublicKey

    private static let headerCount = 20
    private static let kind: [UInt8] = [6, 2]
    private static let magic = Array("RSA1".utf8)

    /// Reads a blob.
    ///
    /// - Parameter bytes: The blob and nothing behind it.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is none; `unsupported` when the
    ///   key does not have 384 to 4,096 bits.
    public init(_ bytes: [UInt8]) throws(CryptographyError) {
        let (specification, bits, exponent) = try bytes.withRawSpan { (bytes) throws(CryptographyError) in
            guard bytes.byteCount > Self.headerCount, bytes.bytes(in: 0..<2) == Self.kind,
                let specification = KeySpecification(algorithm: bytes.word(at: 4)),
                bytes.bytes(in: 8..<12) == Self.magic,
                (bytes.byteCount - Self.headerCount) * 8 == bytes.word(at: 12)
            else { throw Self.malformed }
            return (specification, Int(bytes.word(at: 12)), bytes.word(at: 16))
        }
        keySpecification = specification
        key = try RSAPublicKey(modulus: bytes.dropFirst(Self.headerCount).reversed(), exponent: exponent)
        guard key.modulusBitCount == bits else { throw Self.malformed }
    }

    /// Makes the blob of a public key.
    ///
    /// - Parameters:
    ///   - subjectPublicKeyInfo: The key as a SubjectPublicKeyInfo (RFC 5280 section 4.1) in DER.
    ///   - keySpecification: What the key is for.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is none; `unsupported` when it is
    ///   not an RSA key of 384 to 4,096 bits, a multiple of 8, with an exponent of 32 bits.
    public init(
        subjectPublicKeyInfo: [UInt8],
        keySpecification: KeySpecification = .signature
    ) throws(CryptographyError) {
        try self.init(RSAPublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo), keySpecification: keySpecification)
    }

    /// Makes the blob of a public key, as ``init(subjectPublicKeyInfo:keySpecification:)`` does.
    package init(
        _ key: RSAPublicKey,
        keySpecification: KeySpecification = .signature
    ) throws(CryptographyError) {
        guard key.modulusBitCount.isMultiple(of: 8) else {
            throw CryptographyError(
                .unsupported, "A public key blob has no place for an RSA key of \(key.modulusBitCount) bits.")
        }
        self.key = key
        self.keySpecification = keySpecification
    }

    /// The bytes of the blob.
    public var bytes: [UInt8] {
        Self.kind + [0, 0] + keySpecification.algorithm.littleEndianBytes + Self.magic
            + UInt32(key.modulusBitCount).littleEndianBytes + key.exponent.littleEndianBytes + key.modulus.reversed()
    }

    /// The key as a SubjectPublicKeyInfo (RFC 5280 section 4.1) in DER.
    public var subjectPublicKeyInfo: [UInt8] {
        key.subjectPublicKeyInfo
    }

    private static let malformed = CryptographyError(.malformed, "The bytes are not a public key blob with an RSA key.")
}
