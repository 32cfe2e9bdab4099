import COpenSSL

extension X509Certificate {
    /// Makes a certificate that its own key signs, with SHA-256: version 3 without extensions, issuer and subject alike.
    ///
    /// - Parameters:
    ///   - commonName: The text of the name, which is encoded as a UTF8String. RFC 5280 allows 64 characters and SQL Server
    ///     128 on Windows; none are counted here.
    ///   - notBefore: The first second of its validity, in seconds since the beginning of 1970 in UTC.
    ///   - notAfter: The last second of its validity. It may lie before the first; SQL Server only warns.
    ///   - key: The key, of at least 496 bits.
    ///   - serialNumber: A big-endian number in two's complement, which may be negative, of 1 to 20 bytes.
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when a date lies beyond the year 9999, or the serial number
    ///   or the name is too long; `unsupported` when the key is too short.
    package static func selfSigned(
        commonName: String,
        notBefore: Int,
        notAfter: Int,
        key: RSAPrivateKey,
        serialNumber: [UInt8]
    ) throws(CryptographyError) -> X509Certificate {
        unsafe try selfSigned(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter, key: key, serialNumber: serialNumber,
            digest: EVP_sha256())
    }

    static func selfSigned(
        commonName: String,
        notBefore: Int,
        notAfter: Int,
        key: RSAPrivateKey,
        serialNumber: [UInt8],
        digest: OpaquePointer?
    ) throws(CryptographyError) -> X509Certificate {
        let certificate = unsafe X509_new()
        defer { unsafe X509_free(certificate) }
        // Servers differ: a certificate of SQL Server 2017 on Linux has version 3, one of 2022 has version 1, and neither has
        // extensions. RFC 5280 section 4.1.2.1 prefers version 1 then and allows the others. Here it is 3 for all: some
        // readers refuse version 1, and none is known that refuses a version 3 without extensions.
        let described =
            unsafe X509_set_version(certificate, 2) == 1
            && set(serialNumber, of: certificate)
            && set(notBefore, of: certificate, by: X509_set1_notBefore)
            && set(notAfter, of: certificate, by: X509_set1_notAfter)
            && set(commonName, of: certificate)
        guard described else {
            ERR_clear_error()
            throw CryptographyError(
                .malformed, "A certificate cannot have this name, these dates or this serial number.")
        }
        try key.publicKey.checkCanSign()
        let signed =
            unsafe X509_set_pubkey(certificate, key.publicKey.key.pointer) == 1
            && X509_sign(certificate, key.key.pointer, digest) > 0
        try CryptographyError.check(signed, "signing a certificate")
        return try X509Certificate(der: unsafe encode { unsafe i2d_X509(certificate, $0) })
    }

    private static func set(_ serialNumber: [UInt8], of certificate: OpaquePointer?) -> Bool {
        guard 1...20 ~= serialNumber.count else { return false }
        // The shortest form: nine bits that are alike at the start are one byte too many.
        var shortest = serialNumber[...]
        while shortest.count > 1, let first = shortest.first,
            first == (shortest[shortest.startIndex + 1] & 0x80 == 0 ? 0 : 0xFF)
        {
            shortest = shortest.dropFirst()
        }
        let element = DER.element(.integer, Array(shortest))
        let number = unsafe element.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return unsafe d2i_ASN1_INTEGER(nil, &position, bytes.count)
        }
        defer { unsafe ASN1_INTEGER_free(number) }
        return unsafe number != nil && X509_set_serialNumber(certificate, number) == 1
    }

    private static func set(
        _ seconds: Int,
        of certificate: OpaquePointer?,
        by assign: (OpaquePointer?, UnsafePointer<ASN1_TIME>?) -> Int32
    ) -> Bool {
        // UTCTime through 2049, GeneralizedTime from then on (RFC 5280 section 4.1.2.5).
        let time = unsafe ASN1_TIME_set(nil, seconds)
        defer { unsafe ASN1_TIME_free(time) }
        return unsafe time != nil && assign(certificate, time) == 1
    }

    private static func set(_ commonName: String, of certificate: OpaquePointer?) -> Bool {
        let text = Array(commonName.utf8)
        guard text.count <= maximumByteCount else { return false }
        let name = unsafe X509_get_subject_name(certificate)
        // The type is given outright: where libcrypto chooses one, it counts characters.
        return unsafe X509_NAME_add_entry_by_NID(
            name, NID_commonName, V_ASN1_UTF8STRING, text, Int32(text.count), -1, 0
        ) == 1 && X509_set_issuer_name(certificate, name) == 1
    }
}
