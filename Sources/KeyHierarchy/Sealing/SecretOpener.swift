/// Opens any number of secrets that were sealed under one key.
package struct SecretOpener {
    private let cipher: AES256GCM

    package init(key: borrowing SecretBytes) throws(CryptographyError) {
        cipher = try AES256GCM(.opening, key: key)
    }

    /// Returns the secret of an encryption, or `nil` when another key sealed it, or it was changed since.
    package func openIfAuthentic(_ encryption: KeyEncryption) throws(CryptographyError) -> SharedSecret? {
        do {
            return SharedSecret(try open(encryption))
        } catch let error where error.code == .notAuthentic {
            return nil
        }
    }

    /// Returns the secret of an encryption.
    ///
    /// - Throws: ``CryptographyError``: `notAuthentic` when this key does not open it or any fact that it is bound to
    ///   was changed; `malformed`, `unsupported` or `tooCostly` when the stored form is not what it should be.
    package func open(_ encryption: KeyEncryption) throws(CryptographyError) -> SecretBytes {
        let sealed = try SealedSecret(decoding: encryption.sealed)
        try sealed.requireSource(for: encryption.protector)
        let context = SealContext.associatedData(
            for: encryption.id, protector: encryption.protector, label: encryption.label)
        return try cipher.open(sealed.ciphertext, nonce: sealed.nonce, associatedData: context)
    }
}
