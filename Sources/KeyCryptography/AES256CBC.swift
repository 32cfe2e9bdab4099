import COpenSSL

/// AES-256 in cipher block chaining mode without padding, as RFC 3211's key wrap uses it.
///
/// It authenticates nothing: whatever is built on it must.
package enum AES256CBC {
    /// The length of a block, and of an initialisation vector, in bytes.
    package static let blockSize = 16

    /// Returns the ciphertext of whole blocks.
    package static func encrypt(
        _ blocks: RawSpan,
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        try process(blocks, key: key, initializationVector: initializationVector, encrypting: 1)
    }

    /// Returns the plaintext of whole blocks.
    package static func decrypt(
        _ blocks: RawSpan,
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        try process(blocks, key: key, initializationVector: initializationVector, encrypting: 0)
    }

    private static func process(
        _ blocks: RawSpan,
        key: borrowing SecretBytes,
        initializationVector: [UInt8],
        encrypting: Int32
    ) throws(CryptographyError) -> SecretBytes {
        precondition(key.count == 32 && initializationVector.count == blockSize)
        precondition(blocks.byteCount % blockSize == 0)
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw CryptographyError(.libraryFailure, "libcrypto: out of memory for a cipher.")
        }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        return unsafe try SecretBytes(count: blocks.byteCount) { output throws(CryptographyError) in
            let done = unsafe key.withUnsafeBytes { key in
                unsafe blocks.withUnsafeBytes { input in
                    var written: Int32 = 0
                    return unsafe EVP_CipherInit_ex2(
                        context, Algorithms.shared.aes256CBC, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                        initializationVector, encrypting, nil
                    ) == 1
                        && EVP_CIPHER_CTX_set_padding(context, 0) == 1
                        && EVP_CipherUpdate(
                            context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), &written,
                            input.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(input.count)
                        ) == 1
                        && written == input.count
                }
            }
            try CryptographyError.check(done, "AES-256-CBC")
        }
    }
}
