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

extension AES256CBC {
    /// Encrypts bytes that are no secret.
    static func encrypt(
        _ blocks: [UInt8],
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        unsafe try encrypt(blocks.span.bytes, key: key, initializationVector: initializationVector)
    }

    /// Decrypts bytes of a vector.
    static func decrypt(
        _ blocks: [UInt8],
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        unsafe try decrypt(blocks.span.bytes, key: key, initializationVector: initializationVector)
    }
}
