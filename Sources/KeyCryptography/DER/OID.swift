/// An object identifier, as the contents of its DER encoding.
package struct OID: Hashable, Sendable {
    package let contents: [UInt8]

    package init(contents: [UInt8]) {
        self.contents = contents
    }

    /// `rsaEncryption` (RFC 8017 appendix A.1), 1.2.840.113549.1.1.1.
    static let rsaEncryption = OID(contents: rsadsi + [1, 1, 1])

    /// PBES2 (RFC 8018 appendix A.4), 1.2.840.113549.1.5.13.
    static let pbes2 = OID(contents: rsadsi + [1, 5, 13])
    /// PBKDF2 (RFC 8018 appendix A.2), 1.2.840.113549.1.5.12.
    package static let pbkdf2 = OID(contents: rsadsi + [1, 5, 12])
    /// HMAC-SHA-256, 1.2.840.113549.2.9.
    package static let hmacWithSHA256 = OID(contents: rsadsi + [2, 9])
    /// HMAC-SHA-384, 1.2.840.113549.2.10.
    package static let hmacWithSHA384 = OID(contents: rsadsi + [2, 10])
    /// HMAC-SHA-512, 1.2.840.113549.2.11.
    package static let hmacWithSHA512 = OID(contents: rsadsi + [2, 11])

    /// AES-128 in CBC mode, 2.16.840.1.101.3.4.1.2.
    static let aes128CBC = OID(contents: nistAlgorithms + [1, 2])
    /// AES-192 in CBC mode, 2.16.840.1.101.3.4.1.22.
    static let aes192CBC = OID(contents: nistAlgorithms + [1, 22])
    /// AES-256 in CBC mode, 2.16.840.1.101.3.4.1.42.
    package static let aes256CBC = OID(contents: nistAlgorithms + [1, 42])
    /// SHA-256, 2.16.840.1.101.3.4.2.1.
    static let sha256 = OID(contents: nistAlgorithms + [2, 1])
    /// SHA-384, 2.16.840.1.101.3.4.2.2.
    static let sha384 = OID(contents: nistAlgorithms + [2, 2])
    /// SHA-512, 2.16.840.1.101.3.4.2.3.
    static let sha512 = OID(contents: nistAlgorithms + [2, 3])

    /// Data (RFC 5652 section 4), 1.2.840.113549.1.7.1.
    static let data = OID(contents: rsadsi + [1, 7, 1])
    /// EncryptedData (RFC 5652 section 8), 1.2.840.113549.1.7.6.
    static let encryptedData = OID(contents: rsadsi + [1, 7, 6])
    /// A bag with a PrivateKeyInfo (RFC 7292 section 4.2), 1.2.840.113549.1.12.10.1.1.
    static let keyBag = OID(contents: rsadsi + [1, 12, 10, 1, 1])
    /// A bag with an EncryptedPrivateKeyInfo, 1.2.840.113549.1.12.10.1.2.
    static let pkcs8ShroudedKeyBag = OID(contents: rsadsi + [1, 12, 10, 1, 2])
    /// A bag with a certificate, 1.2.840.113549.1.12.10.1.3.
    static let certBag = OID(contents: rsadsi + [1, 12, 10, 1, 3])
    /// The kind of a certificate that is X.509's, 1.2.840.113549.1.9.22.1.
    static let x509Certificate = OID(contents: rsadsi + [1, 9, 22, 1])
    /// The attribute that a key and its certificate share, 1.2.840.113549.1.9.21.
    static let localKeyID = OID(contents: rsadsi + [1, 9, 21])

    /// 1.2.840.113549.
    package static let rsadsi: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D]
    /// 2.16.840.1.101.3.4.
    package static let nistAlgorithms: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04]
}
