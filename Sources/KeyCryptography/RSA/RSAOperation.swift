import COpenSSL

/// One use of an RSA key on one block.
enum RSAOperation {
    /// What stands around a message in a block.
    enum Padding {
        /// OAEP with SHA-256 and MGF1 with SHA-256 (RFC 8017 section 7.1).
        case oaep(label: [UInt8])
        /// The padding of encryption by PKCS #1 version 1.5 (RFC 8017 section 7.2).
        case pkcs1v15
        /// Nothing: the message is a block.
        case none
    }

    private typealias Call =
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int
        ) -> Int32

    /// Encrypts a message into memory for a block. Returns the number of bytes written, or `nil` when it fails.
    static func encrypt(
        _ message: RawSpan,
        _ padding: Padding,
        key: EVPKey,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        unsafe apply(key, padding, EVP_PKEY_encrypt_init, EVP_PKEY_encrypt, message, output)
    }

    /// Decrypts a block into memory for a block. Returns the number of bytes written, or `nil` when it fails.
    static func decrypt(
        _ block: RawSpan,
        _ padding: Padding,
        key: EVPKey,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        unsafe apply(key, padding, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt, block, output)
    }

    private static func apply(
        _ key: EVPKey,
        _ padding: Padding,
        _ begin: (OpaquePointer?) -> Int32,
        _ carryOut: Call,
        _ input: RawSpan,
        _ output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        // Why it fails is nobody's business: it could tell something of what was encrypted.
        defer { ERR_clear_error() }
        let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe begin(context) == 1, unsafe set(padding, on: context) else { return nil }
        var count = output.count
        let status = unsafe input.withUnsafeBytes { input in
            unsafe carryOut(
                context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), &count,
                input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count)
        }
        return status == 1 ? count : nil
    }

    private static func set(_ padding: Padding, on context: OpaquePointer?) -> Bool {
        switch padding {
        case .oaep(let label): unsafe rsa_set_oaep(context, label, label.count) == 1
        case .pkcs1v15: unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .none: unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1
        }
    }
}

extension CryptographyError {
    /// What decryption with an RSA key throws, whatever was wrong: an error that said more would be an oracle.
    static let notDecrypted = CryptographyError(
        .notAuthentic, "The RSA key is the wrong one, or the encrypted bytes were changed.")
}
