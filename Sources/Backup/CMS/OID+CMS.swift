import KeyCryptography

extension OID {
    /// AuthEnvelopedData (RFC 5083 §2), 1.2.840.113549.1.9.16.1.23.
    static let authEnvelopedData = OID(contents: smime + [1, 23])
    /// EnvelopedData (RFC 5652 §6), 1.2.840.113549.1.7.3: not authenticated, and so not accepted.
    static let envelopedData = OID(contents: rsadsi + [1, 7, 3])
    /// SymmetricKeyPackage (RFC 6031 §2), 1.2.840.113549.1.9.16.1.25.
    static let symmetricKeyPackage = OID(contents: smime + [1, 25])
    /// The password-based key wrap of RFC 3211 §2.3, 1.2.840.113549.1.9.16.3.9.
    static let passwordRecipientKeyWrap = OID(contents: smime + [3, 9])
    /// AES-256 in GCM (RFC 5084), 2.16.840.1.101.3.4.1.46.
    static let aes256GCM = OID(contents: nistAlgorithms + [1, 46])
    /// The attribute that holds a backup's facts: 2.25.147612382794204762347412434543101955609, an identifier made from
    /// a random UUID (X.667), which needs no registration.
    static let backupFacts = OID(contents: [
        0x69, 0x81, 0xDE, 0x8D, 0x8E, 0x97, 0xD3, 0xB1, 0xD2, 0xB1,
        0xAF, 0x8A, 0x9F, 0x8B, 0xED, 0xC0, 0xDB, 0xF5, 0x9C, 0x19,
    ])

    /// 1.2.840.113549.1.9.16.
    private static let smime = rsadsi + [1, 9, 16]
}
