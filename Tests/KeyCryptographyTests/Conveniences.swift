import KeyCryptography

extension SecretBytes {
    /// A secret that is none: it holds what a vector or a test wrote down.
    init(_ bytes: [UInt8]) {
        unsafe self.init(copying: bytes.span.bytes)
    }

    /// The bytes, for comparison with those that a vector wrote down.
    var array: [UInt8] {
        withBytes { $0.array }
    }
}

extension RawSpan {
    /// A copy of the bytes.
    var array: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}

extension Password {
    /// A password from bytes that may not be text.
    init(bytes: [UInt8]) throws(CryptographyError) {
        try self.init(utf8: SecretBytes(bytes))
    }
}

/// The code with which an operation is refused, or `nil` when it is not.
func refusal(of operation: () throws -> Void) throws -> CryptographyError.Code? {
    do {
        try operation()
        return nil
    } catch let error as CryptographyError {
        return error.code
    }
}

/// The code with which an operation is refused, or `nil` when it is not.
func refusal(
    isolation: isolated (any Actor)? = #isolation,
    of operation: () async throws -> Void
) async throws -> CryptographyError.Code? {
    do {
        try await operation()
        return nil
    } catch let error as CryptographyError {
        return error.code
    }
}

extension AES256GCM {
    /// Seals bytes that are no secret.
    func seal(_ plaintext: [UInt8], nonce: [UInt8], associatedData: [UInt8]) throws(CryptographyError) -> [UInt8] {
        unsafe try seal(plaintext.span.bytes, nonce: nonce, associatedData: associatedData)
    }
}

extension BlockCipher {
    /// The AES whose keys have that length in bytes.
    static func aes(keySize: Int) -> BlockCipher {
        switch keySize {
        case 16: .aes128
        case 24: .aes192
        default: .aes256
        }
    }

    /// Returns whole blocks, encrypted or decrypted without padding.
    func process(
        _ direction: CBCCipher.Direction,
        _ blocks: [UInt8],
        key: [UInt8],
        initializationVector: [UInt8]
    ) throws -> [UInt8] {
        let memory = SecretBytes(blocks)
        unsafe try CBCCipher(direction, self, key: SecretBytes(key))
            .process(memory.mutableBytes, initializationVector: initializationVector.span.bytes)
        return memory.array
    }

    /// Returns the ciphertext of a padded plaintext.
    func encrypt(_ plaintext: [UInt8], key: [UInt8], initializationVector: [UInt8]) throws -> [UInt8] {
        let room = PKCS7Padding.paddedCount(of: plaintext.count, blockSize: blockSize) - plaintext.count
        let memory = SecretBytes(plaintext + [UInt8](repeating: 0xEE, count: room))
        unsafe try CBCCipher(.encrypting, self, key: SecretBytes(key)).encrypt(
            memory.mutableBytes, plaintextCount: plaintext.count, initializationVector: initializationVector.span.bytes)
        return memory.array
    }

    /// Returns the plaintext before the padding, or `nil`.
    func decrypt(_ ciphertext: [UInt8], key: [UInt8], initializationVector: [UInt8]) throws -> [UInt8]? {
        let memory = SecretBytes(ciphertext)
        let count = unsafe try CBCCipher(.decrypting, self, key: SecretBytes(key)).decrypt(
            memory.mutableBytes, initializationVector: initializationVector.span.bytes)
        return count.map { Array(memory.array.prefix($0)) }
    }
}
