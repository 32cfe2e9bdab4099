/// Seals any number of secrets under one key. It belongs to one thread at a time.
package struct SecretSealer: ~Copyable {
    private let cipher: AES256GCM
    private let header: [UInt8]
    private let nonceEnd: Int
    private var context = SealContext()

    package init(
        key: borrowing SecretBytes,
        source: SealedForm.Source = .key
    ) throws(CryptographyError) {
        cipher = try AES256GCM(.sealing, key: key)
        header = SealedForm.header(source)
        nonceEnd = header.count + SealedForm.nonceSize
    }

    /// Makes an encryption hold a secret, bound to the encryption's identifier, protector and label.
    ///
    /// - Parameters:
    ///   - secret: The secret.
    ///   - encryption: The encryption, whose sealed bytes are written in place.
    ///   - nonce: 12 bytes that were never used with this key before.
    package mutating func seal(
        _ secret: RawSpan,
        into encryption: inout KeyEncryption,
        nonce: RawSpan
    ) throws(CryptographyError) {
        context.describe(encryption.id, protector: encryption.protector, label: encryption.label)
        unsafe try encryption.sealed.fill(
            count: nonceEnd + secret.byteCount + SealedForm.tagSize
        ) { memory throws(CryptographyError) in
            // Byte by byte: there are few, and copying them by way of the C library takes longer.
            for index in header.indices { unsafe memory[index] = header[index] }
            for index in header.count..<nonceEnd {
                unsafe memory[index] = nonce.unsafeLoad(fromByteOffset: index - header.count, as: UInt8.self)
            }
            unsafe try cipher.seal(
                secret, nonce: nonce, associatedData: context.bytes.span.bytes,
                into: UnsafeMutableRawBufferPointer(rebasing: memory[nonceEnd...]))
        }
    }

    /// Makes an encryption hold a secret, with a nonce from the random source.
    package mutating func seal(
        _ secret: borrowing SecretBytes,
        into encryption: inout KeyEncryption,
        random: some RandomSource
    ) throws(CryptographyError) {
        let nonce = try random.bytes(SealedForm.nonceSize)
        try secret.withBytes { (bytes) throws(CryptographyError) in
            unsafe try seal(bytes, into: &encryption, nonce: nonce.span.bytes)
        }
    }
}
