/// Seals secrets with the public key of a certificate or asymmetric key: RSAES-OAEP with SHA-256 (RFC 8017 section 7.1),
/// whose label is what the encryption is bound to.
///
/// Whoever has the public key can seal: that an encryption opens does not say that it was made here. The fingerprint in
/// the record of a key does.
enum PublicKeySeal {
    /// The first byte of the stored form, which tells it from ``SealedForm``'s.
    private static let algorithm: UInt8 = 4

    /// Makes an encryption hold a secret.
    static func seal(
        _ secret: borrowing SecretBytes,
        into encryption: inout KeyEncryption,
        for publicKey: RSAPublicKey
    ) throws(CryptographyError) {
        let label = associatedData(of: encryption)
        let block = try secret.withBytes { (bytes) throws(CryptographyError) in
            try publicKey.encryptOAEP(bytes, label: label)
        }
        encryption.sealed = SealedSecret([algorithm] + block)
    }

    /// Returns the secret of an encryption.
    ///
    /// - Throws: ``CryptographyError``: `notAuthentic` when this key does not open it or any fact that it is bound to was
    ///   changed; `malformed` when the stored form is another one.
    static func open(
        _ encryption: KeyEncryption,
        with privateKey: RSAPrivateKey
    ) throws(CryptographyError) -> SharedSecret {
        let bytes = encryption.sealed.bytes
        guard bytes.first == algorithm else {
            throw CryptographyError(.malformed, "An encrypted secret has the form of another kind of protector.")
        }
        return SharedSecret(
            try privateKey.decryptOAEP(Array(bytes.dropFirst()), label: associatedData(of: encryption)))
    }

    private static func associatedData(of encryption: KeyEncryption) -> [UInt8] {
        SealContext.associatedData(for: encryption.id, protector: encryption.protector, label: encryption.label)
    }
}
