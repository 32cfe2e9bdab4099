/// Seals any number of secrets under one key. It belongs to one thread at a time.
package struct SecretSealer: ~Copyable {
    private let cipher: AES256GCM
    private let header: [UInt8]
    private var context = SealContext()

    package init(
        key: borrowing SecretBytes,
        source: SealedForm.Source = .key
    ) throws(CryptographyError) {
        cipher = try AES256GCM(.sealing, key: key)
        header = SealedForm.header(source)
    }

    /// Returns the stored form of the secret as the given encryption.
    ///
    /// - Parameter nonce: 12 bytes that were never used with this key before.
    package mutating func seal(
        _ secret: RawSpan,
        as id: KeyEncryption.Identifier,
        protector: Protector,
        label: String,
        nonce: RawSpan
    ) throws(CryptographyError) -> SealedSecret {
        context.describe(id, protector: protector, label: label)
        let nonceEnd = header.count + AES256GCM.nonceSize
        return unsafe try SealedSecret(
            count: nonceEnd + secret.byteCount + AES256GCM.tagSize
        ) { memory throws(CryptographyError) in
            unsafe header.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
            unsafe nonce.withUnsafeBytes { nonce in
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[header.count..<nonceEnd]).copyMemory(from: nonce)
            }
            unsafe try cipher.seal(
                secret, nonce: nonce, associatedData: context.bytes.span.bytes,
                into: UnsafeMutableRawBufferPointer(rebasing: memory[nonceEnd...]))
        }
    }

    /// Returns the stored form of the secret as the given encryption.
    ///
    /// - Parameter nonce: 12 bytes that were never used with this key before.
    package mutating func seal(
        _ secret: borrowing SecretBytes,
        as id: KeyEncryption.Identifier,
        protector: Protector,
        label: String,
        nonce: RawSpan
    ) throws(CryptographyError) -> SealedSecret {
        try secret.withBytes { (bytes) throws(CryptographyError) in
            try seal(bytes, as: id, protector: protector, label: label, nonce: nonce)
        }
    }

    /// Returns the stored form of the secret as the given encryption, with a nonce from the random source.
    package mutating func seal(
        _ secret: borrowing SecretBytes,
        as id: KeyEncryption.Identifier,
        protector: Protector,
        label: String,
        random: some RandomSource
    ) throws(CryptographyError) -> SealedSecret {
        let nonce = try random.bytes(AES256GCM.nonceSize)
        return unsafe try seal(secret, as: id, protector: protector, label: label, nonce: nonce.span.bytes)
    }
}
