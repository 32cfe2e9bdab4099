import COpenSSL

/// A certificate (X.509, RFC 5280) with an RSA key, as SQL Server keeps it: a public key that has a name and dates.
///
/// Nothing is proved by it: neither its signature nor its dates are looked at, as SQL Server does not either.
package struct X509Certificate: Sendable {
    /// The most bytes of a certificate that is read.
    package static let maximumByteCount = 64 << 10

    /// The DER encoding.
    package let der: [UInt8]
    /// Whose key it is.
    package let subject: X509Name
    /// Who signed it: the subject itself, in certificates that SQL Server makes.
    package let issuer: X509Name
    /// The serial number as a big-endian number in two's complement, in its shortest form. Some are negative.
    package let serialNumber: [UInt8]
    /// The first second of its validity, in seconds since the beginning of 1970 in UTC.
    package let notBefore: Int
    /// The last second of its validity, in seconds since the beginning of 1970 in UTC.
    package let notAfter: Int
    /// The key.
    package let publicKey: RSAPublicKey

    /// Reads a certificate.
    ///
    /// - Parameter der: The DER encoding of one certificate and nothing behind it, of at most 64 KiB. PEM is not read.
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when it is none; `unsupported` when its key is not an RSA
    ///   key of 384 to 4,096 bits with an exponent of 32 bits.
    package init(der: [UInt8]) throws(CryptographyError) {
        guard let certificate = unsafe Self.decode(der) else { throw Self.malformed }
        defer { unsafe X509_free(certificate) }
        self.der = der
        subject = unsafe try X509Name(X509_get_subject_name(certificate))
        issuer = unsafe try X509Name(X509_get_issuer_name(certificate))
        serialNumber = unsafe try Self.serialNumber(of: certificate)
        notBefore = unsafe try Self.seconds(X509_get0_notBefore(certificate))
        notAfter = unsafe try Self.seconds(X509_get0_notAfter(certificate))
        // Each caller owns a key that it gets.
        guard let key = unsafe X509_get_pubkey(certificate) else {
            ERR_clear_error()
            throw CryptographyError(.unsupported, "The key of the certificate is not an RSA key.")
        }
        publicKey = try RSAPublicKey(copying: unsafe EVPKey(owning: key))
    }

    /// The SHA-1 digest of the DER encoding, 20 bytes, by which SQL Server names a certificate.
    package func thumbprint() throws(CryptographyError) -> [UInt8] {
        try LegacyDigest.sha1.hash(der)
    }

    /// Whether the certificate is one for the public half of a key.
    package func isFor(_ key: RSAPrivateKey) -> Bool {
        publicKey == key.publicKey
    }

    static let malformed = CryptographyError(.malformed, "The bytes are not the DER encoding of a certificate.")

    /// Returns the certificate as an `X509`, which belongs to the caller, or `nil` when it is none.
    static func decode(_ der: [UInt8]) -> OpaquePointer? {
        defer { ERR_clear_error() }
        guard der.count <= maximumByteCount else { return nil }
        let certificate = unsafe der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return unsafe d2i_X509(nil, &position, bytes.count)
        }
        // libcrypto reads BER too, and stops behind the first certificate. Two encodings would be two thumbprints of one.
        guard let certificate = unsafe certificate else { return nil }
        guard unsafe encode({ unsafe i2d_X509(certificate, $0) }) == der else {
            unsafe X509_free(certificate)
            return nil
        }
        return unsafe certificate
    }

    /// Returns what one of libcrypto's functions encodes, which is no secret; nothing when it fails.
    static func encode(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = unsafe write(&bytes)
        defer { unsafe CRYPTO_free(bytes, nil, 0) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: max(0, Int(count))))
    }

    private static func serialNumber(of certificate: OpaquePointer) throws(CryptographyError) -> [UInt8] {
        let element = unsafe encode { unsafe i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), $0) }
        return try element.withRawSpan { (bytes) throws(CryptographyError) in
            var reader = DERReader(0..<bytes.byteCount)
            return bytes.bytes(in: try reader.next(.integer, in: bytes))
        }
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(CryptographyError) -> Int {
        let epoch = unsafe ASN1_TIME_set(nil, 0)
        defer { unsafe ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
            ERR_clear_error()
            throw malformed
        }
        return Int(days) * 86400 + Int(seconds)
    }
}

extension X509Certificate: Hashable {
    /// Whether both have the same encoding.
    package static func == (left: X509Certificate, right: X509Certificate) -> Bool {
        left.der == right.der
    }

    /// Hashes the encoding.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(der)
    }
}
