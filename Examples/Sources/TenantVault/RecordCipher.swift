import CLibcrypto

/// AES-256-GCM by libcrypto, which the library has brought into the process already. A service that has swift-crypto uses
/// that instead.
enum RecordCipher {
    static let nonceSize = 12
    static let tagSize = 16

    static func randomNonce() throws(TenantVaultError) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: nonceSize)
        guard unsafe RAND_bytes(&nonce, Int32(nonceSize)) == 1 else { throw .cryptographyFailed }
        return nonce
    }

    /// Returns the ciphertext, and behind it the tag.
    static func seal(
        _ plaintext: [UInt8],
        under key: RawSpan,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(TenantVaultError) -> [UInt8] {
        let context = try Context(.sealing, key: key, nonce: nonce)
        try context.authenticate(associatedData)
        let ciphertext = try context.update(plaintext)
        var tag = [UInt8](repeating: 0, count: tagSize)
        guard context.finish(),
            unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_GCM_GET_TAG, Int32(tagSize), &tag) == 1
        else { throw .cryptographyFailed }
        return ciphertext + tag
    }

    /// Returns the plaintext, or `nil` when anything of it is not what was sealed.
    static func open(
        _ sealed: [UInt8],
        under key: RawSpan,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(TenantVaultError) -> [UInt8]? {
        let context = try Context(.opening, key: key, nonce: nonce)
        try context.authenticate(associatedData)
        // Nothing of it is true before the tag is checked, and nobody sees it before.
        let plaintext = try context.update(Array(sealed.dropLast(tagSize)))
        var tag = Array(sealed.suffix(tagSize))
        guard unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_GCM_SET_TAG, Int32(tagSize), &tag) == 1 else {
            throw .cryptographyFailed
        }
        return context.finish() ? plaintext : nil
    }
}

/// One sealing or opening; libcrypto wipes what it kept of the key when it ends its life.
@safe
private struct Context: ~Copyable {
    enum Direction: Int32 {
        case opening = 0
        case sealing = 1
    }

    let pointer: OpaquePointer

    init(_ direction: Direction, key: RawSpan, nonce: [UInt8]) throws(TenantVaultError) {
        unsafe pointer = try Self.start(direction, key: key, nonce: nonce)
    }

    private static func start(
        _ direction: Direction,
        key: RawSpan,
        nonce: [UInt8]
    ) throws(TenantVaultError) -> OpaquePointer {
        guard key.byteCount == SealedRecord.keySize, let pointer = unsafe EVP_CIPHER_CTX_new() else {
            throw .cryptographyFailed
        }
        let isReady = unsafe key.withUnsafeBytes { key in
            unsafe EVP_CipherInit_ex(
                pointer, EVP_aes_256_gcm(), nil, key.assumingMemoryBound(to: UInt8.self).baseAddress, nonce,
                direction.rawValue)
        }
        guard isReady == 1 else {
            unsafe EVP_CIPHER_CTX_free(pointer)
            throw .cryptographyFailed
        }
        return unsafe pointer
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(pointer)
    }

    func authenticate(_ data: [UInt8]) throws(TenantVaultError) {
        var count: Int32 = 0
        guard let length = Int32(exactly: data.count),
            unsafe EVP_CipherUpdate(pointer, nil, &count, data, length) == 1
        else { throw .cryptographyFailed }
    }

    func update(_ input: [UInt8]) throws(TenantVaultError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: input.count)
        var count: Int32 = 0
        guard let length = Int32(exactly: input.count),
            unsafe EVP_CipherUpdate(pointer, &output, &count, input, length) == 1
        else { throw .cryptographyFailed }
        return output
    }

    /// Ends the work; when it opens, says whether the tag is right.
    func finish() -> Bool {
        var nothing: UInt8 = 0
        var count: Int32 = 0
        return unsafe EVP_CipherFinal_ex(pointer, &nothing, &count) == 1
    }
}
