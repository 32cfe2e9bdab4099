import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) under one key, in one direction.
///
/// The key schedule is computed once; a value seals or opens any number of messages with it. It belongs to one thread
/// at a time (it is not `Sendable`), and its state is wiped when the last owner lets go.
@safe
package final class AES256GCM {
    /// The length of a key in bytes.
    package static let keySize = 32
    /// The length of a nonce in bytes.
    package static let nonceSize = 12
    /// The length of the tag that ends every sealed message, in bytes.
    package static let tagSize = 16

    /// What a value does.
    package enum Direction: Int32 {
        case opening = 0
        case sealing = 1
    }

    private let context: OpaquePointer

    /// The count that libcrypto reports after each step; GCM is a stream, so it is never of interest.
    private var written: Int32 = 0

    /// Prepares a key of 32 bytes for one direction.
    package init(_ direction: Direction, key: borrowing SecretBytes) throws(CryptographyError) {
        precondition(key.count == Self.keySize)
        unsafe context = try Self.makeContext(direction, key: key)
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Returns the ciphertext of `plaintext`, followed by the tag.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes to protect.
    ///   - nonce: 12 bytes that were never used with this key before.
    ///   - associatedData: Bytes that are authenticated along, and are not part of the result.
    package func seal(
        _ plaintext: RawSpan,
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: plaintext.byteCount + Self.tagSize)
        try start(nonce: nonce, associatedData: associatedData)
        let done = unsafe sealed.withUnsafeMutableBufferPointer { output in
            unsafe plaintext.withUnsafeBytes { input in
                let tag = unsafe output.baseAddress.unsafelyUnwrapped + input.count
                return unsafe update(input, into: output.baseAddress)
                    && EVP_CipherFinal_ex(context, tag, &written) == 1
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), tag) == 1
            }
        }
        try CryptographyError.check(done, "sealing with AES-256-GCM")
        return sealed
    }

    /// Returns the plaintext of a message that ``seal(_:nonce:associatedData:)`` made.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/notAuthentic`` when the key, the nonce, the associated data or
    ///   the message is not what it was when it was sealed.
    package func open(
        _ sealed: [UInt8],
        nonce: [UInt8],
        associatedData: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        guard sealed.count >= Self.tagSize else {
            throw CryptographyError(.malformed, "A sealed message is shorter than its authentication tag.")
        }
        try start(nonce: nonce, associatedData: associatedData)
        let count = sealed.count - Self.tagSize
        return unsafe try SecretBytes(count: count) { output throws(CryptographyError) in
            let authentic = unsafe sealed.withUnsafeBytes { input in
                let start = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                let tag = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress.unsafelyUnwrapped + count)
                return unsafe update(UnsafeRawBufferPointer(rebasing: input[..<count]), into: start)
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), tag) == 1
                    && EVP_CipherFinal_ex(context, start, &written) == 1
            }
            guard authentic else {
                ERR_clear_error()
                throw CryptographyError(.notAuthentic, "The key is the wrong one, or the sealed bytes were changed.")
            }
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

    private func start(nonce: [UInt8], associatedData: [UInt8]) throws(CryptographyError) {
        precondition(nonce.count == Self.nonceSize)
        var status = unsafe EVP_CipherInit_ex2(context, nil, nil, nonce, -1, nil)
        if status == 1, !associatedData.isEmpty {
            status = unsafe EVP_CipherUpdate(context, nil, &written, associatedData, Int32(associatedData.count))
        }
        try CryptographyError.check(status == 1, "starting AES-256-GCM")
    }

    private func update(_ input: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>?) -> Bool {
        guard unsafe !input.isEmpty else { return true }
        let start = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe EVP_CipherUpdate(context, output, &written, start, Int32(input.count)) == 1
    }
}
