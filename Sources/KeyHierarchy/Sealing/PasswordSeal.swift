/// A password whose key has been derived, ready to seal or open without further cost.
///
/// Deriving takes a quarter of a second and must not happen while a store is locked: it is done first, and the result
/// is carried into the transaction.
package struct PasswordSeal: Sendable {
    private let key: SharedSecret
    private let source: SealedForm.Source
    private let random: any RandomSource

    /// Derives a key for a new encryption, with a new random salt.
    package static func new(
        _ password: Password,
        derivation: PasswordDerivation,
        random: any RandomSource
    ) async throws -> PasswordSeal {
        let salt = try random.bytes(SealedForm.saltSize)
        let key = try await derivation.key(from: password, salt: salt, count: AES256GCM.keySize)
        return PasswordSeal(key: key, source: .password(derivation, salt: salt), random: random)
    }

    /// Derives the key of an existing encryption and opens it.
    ///
    /// - Returns: The secret, or `nil` when this is not the password of the encryption.
    /// - Throws: ``CryptographyError`` when the stored form is malformed, unknown or too costly.
    package static func open(_ encryption: KeyEncryption, with password: Password) async throws -> SharedSecret? {
        let form = try encryption.sealed.withBytes { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
        guard case .password(let derivation, let salt) = form.source else {
            throw CryptographyError(.malformed, "An encryption by password is stored without a derivation.")
        }
        let key = try await derivation.key(from: password, salt: salt, count: AES256GCM.keySize)
        var opener = try SecretOpener(key: key.bytes)
        return try opener.openIfAuthentic(encryption)
    }

    /// Makes an encryption by password hold a secret under this one.
    package func seal(
        _ secret: borrowing SecretBytes,
        into encryption: inout KeyEncryption
    ) throws(CryptographyError) {
        var sealer = try SecretSealer(key: key.bytes, source: source)
        try sealer.seal(secret, into: &encryption, random: random)
    }
}
