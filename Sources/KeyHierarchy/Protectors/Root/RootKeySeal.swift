/// How the root protectors of this module seal: AES-256-GCM under a key of 32 bytes.
enum RootKeySeal {
    static func seal(
        _ secret: borrowing SecretBytes,
        under key: borrowing SecretBytes,
        context: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let cipher = try AES256GCM(.sealing, key: key)
        let nonce = try SystemRandom.bytes(AES256GCM.nonceSize)
        let ciphertext = try secret.withBytes { (bytes) throws(CryptographyError) in
            try cipher.seal(bytes, nonce: nonce, associatedData: context)
        }
        return SealedSecret(source: .key, nonce: nonce, ciphertext: ciphertext).encoded
    }

    static func open(
        _ sealed: [UInt8],
        under key: borrowing SecretBytes,
        context: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        let sealed = try SealedSecret(decoding: sealed)
        guard sealed.source == .key else {
            throw CryptographyError(.malformed, "A root protector's seal has the form of an encryption by password.")
        }
        let cipher = try AES256GCM(.opening, key: key)
        return try cipher.open(sealed.ciphertext, nonce: sealed.nonce, associatedData: context)
    }
}
