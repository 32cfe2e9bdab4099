/// Seals any number of secrets under one key.
package final class SecretSealer {
    private let cipher: AES256GCM
    private let source: SealedSecret.Source

    /// Nonces drawn in advance: one call for many costs no more than one call for one.
    private var nonces: ArraySlice<UInt8> = []
    private static let noncesPerDraw = 64

    package init(
        key: borrowing SecretBytes,
        source: SealedSecret.Source = .key
    ) throws(CryptographyError) {
        cipher = try AES256GCM(.sealing, key: key)
        self.source = source
    }

    /// Returns the stored form of the secret as the given encryption.
    package func seal(
        _ secret: borrowing SecretBytes,
        as id: KeyEncryption.Identifier,
        protector: Protector,
        label: String
    ) throws(CryptographyError) -> [UInt8] {
        let nonce = try nextNonce()
        let context = SealContext.associatedData(for: id, protector: protector, label: label)
        let ciphertext = try secret.withBytes { (bytes) throws(CryptographyError) in
            try cipher.seal(bytes, nonce: nonce, associatedData: context)
        }
        return SealedSecret(source: source, nonce: nonce, ciphertext: ciphertext).encoded
    }

    private func nextNonce() throws(CryptographyError) -> [UInt8] {
        if nonces.isEmpty {
            nonces = try SystemRandom.bytes(Self.noncesPerDraw * AES256GCM.nonceSize)[...]
        }
        defer { nonces = nonces.dropFirst(AES256GCM.nonceSize) }
        return Array(nonces.prefix(AES256GCM.nonceSize))
    }
}
