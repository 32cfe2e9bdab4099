import COpenSSL

/// RC4 with keys of 128 bits, which encrypts private key files of SQL Server. It protects nothing by today's measure.
package enum RC4 {
    /// The length of a key in bytes.
    package static let keySize = 16

    /// Returns the bytes combined with the key stream from its start: this encrypts, and decrypts.
    ///
    /// - Parameters:
    ///   - bytes: Any number of bytes below 2 GiB.
    ///   - key: 16 bytes, which must be of use once only.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` where libcrypto's legacy provider is missing.
    package static func apply(
        to bytes: RawSpan,
        key: borrowing SecretBytes
    ) throws(CryptographyError) -> SecretBytes {
        precondition(key.count == keySize && bytes.byteCount <= Int32.max)
        let provider = try LegacyProvider.loaded()
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw CryptographyError(.libraryFailure, "libcrypto: out of memory for a cipher.")
        }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        return unsafe try SecretBytes(count: bytes.byteCount) { output throws(CryptographyError) in
            var written: Int32 = 0
            let done = unsafe key.withUnsafeBytes { key in
                unsafe bytes.withUnsafeBytes { input in
                    unsafe EVP_EncryptInit_ex2(
                        context, provider.rc4, key.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, nil
                    ) == 1
                        && EVP_EncryptUpdate(
                            context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), &written,
                            input.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(input.count)
                        ) == 1
                }
            }
            try CryptographyError.check(done && written == bytes.byteCount, "RC4")
        }
    }
}
