/// How the root protectors of this module seal: AES-256-GCM under a key of 32 bytes.
enum RootKeySeal {
    static func seal(
        _ secret: borrowing SecretBytes,
        under key: borrowing SecretBytes,
        context: [UInt8],
        random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        let cipher = try AES256GCM(.sealing, key: key)
        let nonce = try random.bytes(AES256GCM.nonceSize)
        let ciphertext = try secret.withBytes { (bytes) throws(CryptographyError) in
            try cipher.seal(bytes, nonce: nonce, associatedData: context)
        }
        return SealedForm.header(.key) + nonce + ciphertext
    }

    static func open(
        _ sealed: [UInt8],
        under key: borrowing SecretBytes,
        context: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        let form = try sealed.withRawSpan { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
        guard form.source == .key else {
            throw CryptographyError(.malformed, "A root protector's seal has the form of an encryption by password.")
        }
        let cipher = try AES256GCM(.opening, key: key)
        return try cipher.open(
            Array(sealed[form.ciphertext]), nonce: Array(sealed[form.nonce]), associatedData: context)
    }
}
