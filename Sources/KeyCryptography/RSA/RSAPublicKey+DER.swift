extension RSAPublicKey {
    /// The most bytes of an encoding that are read.
    private static let maximumEncodedCount = 1024

    /// `rsaEncryption` with its parameters, which are NULL (RFC 8017 appendix A.1).
    static let algorithmIdentifier = DER.algorithm(.rsaEncryption, DER.null)

    /// Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 3279 section 2.3.1).
    ///
    /// - Parameter der: The DER encoding and nothing behind it, of at most 1,024 bytes.
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when it is none, `unsupported` when the key is not an
    ///   RSA key of 384 to 4,096 bits with an exponent of 32 bits.
    package init(subjectPublicKeyInfo der: [UInt8]) throws(CryptographyError) {
        let pkcs1 = try Self.reading(der) { (reader, bytes) throws(CryptographyError) -> [UInt8] in
            var info = try reader.descend(.sequence, in: bytes)
            try info.rsaEncryption(in: bytes)
            let bits = try info.next(.bitString, in: bytes)
            try info.finish()
            // A whole number of bytes: no bit of the last one is unused.
            guard let first = bits.first, bytes.byte(at: first) == 0 else { throw DER.malformed }
            return bytes.bytes(in: bits.dropFirst())
        }
        try self.init(pkcs1: pkcs1)
    }

    /// Reads an RSAPublicKey of PKCS #1 (RFC 8017 appendix A.1.1).
    ///
    /// - Parameter der: The DER encoding and nothing behind it, of at most 1,024 bytes.
    /// - Throws: As ``init(subjectPublicKeyInfo:)``.
    package init(pkcs1 der: [UInt8]) throws(CryptographyError) {
        let (modulus, exponent) = try Self.reading(der) { (reader, bytes) throws(CryptographyError) in
            var key = try reader.descend(.sequence, in: bytes)
            let modulus = try key.unsignedInteger(in: bytes)
            let exponent = try key.publicExponent(in: bytes)
            try key.finish()
            return (bytes.bytes(in: modulus), exponent)
        }
        try self.init(modulus: modulus, exponent: exponent)
    }

    /// The SubjectPublicKeyInfo.
    package var subjectPublicKeyInfo: [UInt8] {
        DER.sequence([Self.algorithmIdentifier, DER.element(.bitString, [0] + pkcs1)])
    }

    /// The RSAPublicKey of PKCS #1.
    package var pkcs1: [UInt8] {
        DER.sequence([DER.integer(modulus), DER.integer(UInt64(exponent))])
    }

    /// Reads one element and demands that nothing follows it.
    private static func reading<Result>(
        _ der: [UInt8],
        _ body: (inout DERReader, RawSpan) throws(CryptographyError) -> Result
    ) throws(CryptographyError) -> Result {
        guard der.count <= maximumEncodedCount else { throw DER.malformed }
        return try der.withRawSpan { (bytes) throws(CryptographyError) in
            var reader = DERReader(0..<bytes.byteCount)
            let result = try body(&reader, bytes)
            try reader.finish()
            return result
        }
    }
}
