/// Opens any number of secrets that were sealed under one key. It belongs to one thread at a time.
package struct SecretOpener: ~Copyable {
    private let cipher: AES256GCM
    private var context = SealContext()

    package init(key: borrowing SecretBytes) throws(CryptographyError) {
        cipher = try AES256GCM(.opening, key: key)
    }

    /// Returns the secret of an encryption, or `nil` when another key sealed it, or it was changed since.
    package mutating func openIfAuthentic(_ encryption: borrowing KeyEncryption) throws(CryptographyError)
        -> SharedSecret?
    {
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
    package mutating func open(_ encryption: borrowing KeyEncryption) throws(CryptographyError) -> SecretBytes {
        context.describe(encryption.id, protector: encryption.protector, label: encryption.label)
        return try encryption.sealed.withBytes { (bytes) throws(CryptographyError) in
            let form = try form(of: bytes, protector: encryption.protector)
            let secret = SecretBytes(zeroCount: form.secretCount)
            unsafe try open(bytes, form, into: secret.mutableBytes)
            return secret
        }
    }

    /// Opens an encryption of a batch into memory that is used again and again, and returns the number of bytes of the
    /// secret.
    ///
    /// - Throws: As ``open(_:)``.
    mutating func open(
        _ index: Int,
        of batch: Span<KeyEncryption>,
        into memory: borrowing SecretBuffer
    ) throws(CryptographyError) -> Int {
        // Field by field: an element that is handed on is copied as a whole.
        context.describe(batch[index].id, protector: batch[index].protector, label: batch[index].label)
        return try batch[index].sealed.withBytes { (bytes) throws(CryptographyError) in
            let form = try form(of: bytes, protector: batch[index].protector)
            unsafe try open(bytes, form, into: memory.bytes(count: form.secretCount))
            return form.secretCount
        }
    }

    private func form(of bytes: RawSpan, protector: Protector) throws(CryptographyError) -> SealedForm {
        let form = try SealedForm(bytes)
        try form.requireSource(for: protector)
        return form
    }

    private func open(
        _ bytes: RawSpan,
        _ form: SealedForm,
        into secret: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        unsafe try cipher.open(
            bytes.extracting(form.ciphertext), nonce: bytes.extracting(form.nonce),
            associatedData: context.bytes.span.bytes, into: secret)
    }
}
