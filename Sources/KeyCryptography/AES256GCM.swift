import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) under one key, in one direction.
///
/// The key schedule is computed once; a value seals or opens any number of messages with it. It belongs to one thread
/// at a time (it is not `Sendable`), and its state is wiped when it ends its life.
@safe
package struct AES256GCM: ~Copyable {
    /// The length of a key in bytes.
    @inlinable package static var keySize: Int { 32 }
    /// The length of a nonce in bytes.
    @inlinable package static var nonceSize: Int { 12 }
    /// The length of the tag that ends every sealed message, in bytes.
    @inlinable package static var tagSize: Int { 16 }

    /// What a value does.
    package enum Direction: Int32 {
        case opening = 0
        case sealing = 1
    }

    private let context: OpaquePointer

    /// Prepares a key of 32 bytes for one direction.
    package init(_ direction: Direction, key: borrowing SecretBytes) throws(CryptographyError) {
        precondition(key.count == Self.keySize)
        unsafe context = try Self.makeContext(direction, key: key)
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Writes the ciphertext of `plaintext`, followed by the tag.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes to protect.
    ///   - nonce: 12 bytes that were never used with this key before.
    ///   - associatedData: Bytes that are authenticated along, and are not part of the result.
    ///   - output: Memory for the plaintext's length and 16 bytes more.
    package func seal(
        _ plaintext: RawSpan,
        nonce: RawSpan,
        associatedData: RawSpan,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        precondition(nonce.byteCount == Self.nonceSize && output.count == plaintext.byteCount + Self.tagSize)
        let done = unsafe aead_seal(
            context, nonce.start, associatedData.start, associatedData.byteCount, plaintext.start, plaintext.byteCount,
            output.baseAddress, Self.tagSize)
        guard done == 1 else { throw CryptographyError.failure(of: "sealing with AES-256-GCM") }
    }

    /// Writes the plaintext of a message that ``seal(_:nonce:associatedData:into:)`` made.
    ///
    /// - Parameters:
    ///   - sealed: The ciphertext, followed by the tag: at least 16 bytes.
    ///   - nonce: The 12 bytes that it was sealed with.
    ///   - associatedData: The bytes that were authenticated along.
    ///   - output: Memory for 16 bytes less than `sealed` has. What it holds after an error is wiped.
    /// - Throws: ``CryptographyError/Code-swift.struct/notAuthentic`` when the key, the nonce, the associated data or
    ///   the message is not what it was when it was sealed.
    package func open(
        _ sealed: RawSpan,
        nonce: RawSpan,
        associatedData: RawSpan,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        precondition(nonce.byteCount == Self.nonceSize && output.count == sealed.byteCount - Self.tagSize)
        let authentic = unsafe aead_open(
            context, nonce.start, associatedData.start, associatedData.byteCount, sealed.start, output.count,
            output.baseAddress, Self.tagSize)
        guard authentic == 1 else {
            unsafe OPENSSL_cleanse(output.baseAddress, output.count)
            guard authentic == 0 else { throw CryptographyError.failure(of: "opening with AES-256-GCM") }
            ERR_clear_error()
            throw CryptographyError(.notAuthentic, "The key is the wrong one, or the sealed bytes were changed.")
        }
    }

    /// Returns the ciphertext of `plaintext`, followed by the tag.
    package func seal(
        _ plaintext: RawSpan,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: plaintext.byteCount + Self.tagSize)
        var span = sealed.mutableSpan
        unsafe try span.withUnsafeMutableBytes { output throws(CryptographyError) in
            unsafe try seal(
                plaintext, nonce: nonce.span.bytes, associatedData: associatedData.span.bytes, into: output)
        }
        return sealed
    }

    /// Returns the plaintext of a message that ``seal(_:nonce:associatedData:)`` made.
    ///
    /// - Throws: As ``open(_:nonce:associatedData:into:)``; ``CryptographyError/Code-swift.struct/malformed`` when the
    ///   message is shorter than a tag.
    package func open(
        _ sealed: [UInt8],
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        guard sealed.count >= Self.tagSize else {
            throw CryptographyError(.malformed, "A sealed message is shorter than its authentication tag.")
        }
        return unsafe try SecretBytes(count: sealed.count - Self.tagSize) { output throws(CryptographyError) in
            unsafe try open(
                sealed.span.bytes, nonce: nonce.span.bytes, associatedData: associatedData.span.bytes, into: output)
        }
    }

    private static func makeContext(
        _ direction: Direction,
        key: borrowing SecretBytes
    ) throws(CryptographyError) -> OpaquePointer {
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw CryptographyError(.libraryFailure, "libcrypto: out of memory for a cipher.")
        }
        let status = unsafe key.withUnsafeBytes { key in
            let start = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe EVP_CipherInit_ex2(
                context, Algorithms.shared.aes256GCM, start, nil, direction.rawValue, nil)
        }
        guard status == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
            throw CryptographyError(.libraryFailure, "libcrypto: this installation offers no AES-256-GCM.")
        }
        return unsafe context
    }
}
