import COpenSSL

/// A block cipher in cipher block chaining mode (NIST SP 800-38A) under one key, in one direction.
///
/// The key schedule is computed once; a value encrypts or decrypts any number of messages with it, where they lie. It
/// belongs to one thread at a time (it is not `Sendable`), and its state is wiped when it ends its life.
///
/// It authenticates nothing: whatever is built on it must.
@safe
package struct CBCCipher: ~Copyable {
    /// What a value does.
    package enum Direction: Int32 {
        case decrypting = 0
        case encrypting = 1
    }

    /// The length of a block, and of an initialisation vector, in bytes.
    package let blockSize: Int

    private let direction: Direction
    private let context: OpaquePointer

    /// Prepares a key for one direction.
    ///
    /// - Parameters:
    ///   - direction: What the value is for.
    ///   - cipher: The block cipher.
    ///   - key: A key of the cipher's length.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer the cipher.
    package init(_ direction: Direction, _ cipher: BlockCipher, key: borrowing SecretBytes) throws(CryptographyError) {
        precondition(key.count == cipher.keySize)
        unsafe context = try Self.makeContext(direction, cipher, key: key)
        self.direction = direction
        blockSize = cipher.blockSize
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Encrypts or decrypts whole blocks in place, without padding.
    ///
    /// - Parameters:
    ///   - blocks: Any number of blocks, none included.
    ///   - initializationVector: A block.
    package func process(
        _ blocks: UnsafeMutableRawBufferPointer,
        initializationVector: RawSpan
    ) throws(CryptographyError) {
        precondition(initializationVector.byteCount == blockSize)
        precondition(blocks.count & (blockSize - 1) == 0 && blocks.count <= Int(Int32.max))
        let done = unsafe cbc_process(context, initializationVector.start, blocks.baseAddress, blocks.count)
        try CryptographyError.check(done == 1, "a block cipher in CBC mode")
    }

    /// Pads a plaintext with PKCS#7 (RFC 5652 §6.3) and encrypts it, in place.
    ///
    /// - Parameters:
    ///   - buffer: The plaintext, and behind it the room that ``PKCS7Padding/paddedCount(of:blockSize:)`` says.
    ///   - plaintextCount: The length of the plaintext in bytes.
    ///   - initializationVector: A block that nobody can predict.
    package func encrypt(
        _ buffer: UnsafeMutableRawBufferPointer,
        plaintextCount: Int,
        initializationVector: RawSpan
    ) throws(CryptographyError) {
        precondition(direction == .encrypting)
        unsafe PKCS7Padding.append(to: buffer, plaintextCount: plaintextCount, blockSize: blockSize)
        unsafe try process(buffer, initializationVector: initializationVector)
    }

    /// Decrypts a ciphertext in place, and looks at its padding.
    ///
    /// - Parameters:
    ///   - buffer: The ciphertext, of any length.
    ///   - initializationVector: The block that it was encrypted with.
    /// - Returns: The length of the plaintext in bytes, which stands at the start of the buffer; `nil` when there are no
    ///   whole blocks, or they do not end in a padding. The time says nothing about which byte of it was wrong.
    package func decrypt(
        _ buffer: UnsafeMutableRawBufferPointer,
        initializationVector: RawSpan
    ) throws(CryptographyError) -> Int? {
        precondition(direction == .decrypting)
        guard unsafe !buffer.isEmpty, buffer.count & (blockSize - 1) == 0, buffer.count <= Int(Int32.max) else {
            return nil
        }
        unsafe try process(buffer, initializationVector: initializationVector)
        return unsafe PKCS7Padding.plaintextCount(of: UnsafeRawBufferPointer(buffer), blockSize: blockSize)
    }

    private static func makeContext(
        _ direction: Direction,
        _ cipher: BlockCipher,
        key: borrowing SecretBytes
    ) throws(CryptographyError) -> OpaquePointer {
        let algorithm = unsafe try cipher.fetched()
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw CryptographyError(.libraryFailure, "libcrypto: out of memory for a cipher.")
        }
        let status = unsafe key.withUnsafeBytes { key in
            unsafe cbc_prepare(context, algorithm, key.baseAddress, direction.rawValue)
        }
        guard status == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw CryptographyError.failure(of: "preparing a block cipher")
        }
        return unsafe context
    }
}
