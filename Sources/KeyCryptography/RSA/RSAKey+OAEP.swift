/// RSAES-OAEP with SHA-256, and MGF1 with SHA-256 (RFC 8017 section 7.1).
extension RSAPublicKey {
    /// The most bytes that OAEP encrypts under this key: 66 fewer than the modulus has, so none below 528 bits.
    package var maximumOAEPByteCount: Int {
        max(0, modulusByteCount - 66)
    }

    /// Encrypts a short message, such as a key.
    ///
    /// - Parameters:
    ///   - message: At most ``maximumOAEPByteCount`` bytes.
    ///   - label: What the message belongs to: decryption needs the same bytes. It is not part of the result.
    /// - Returns: As many bytes as the modulus has, other ones each time.
    /// - Throws: ``CryptographyError/Code-swift.struct/tooLong`` when the message is too long for the key.
    package func encryptOAEP(_ message: RawSpan, label: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
        guard modulusByteCount >= 66, message.byteCount <= maximumOAEPByteCount else {
            throw CryptographyError(
                .tooLong,
                "\(message.byteCount) bytes are too many for OAEP with an RSA key of \(modulusBitCount) bits.")
        }
        return try encrypt(message, .oaep(label: label))
    }

    func encrypt(_ message: RawSpan, _ padding: RSAOperation.Padding) throws(CryptographyError) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: modulusByteCount)
        var span = block.mutableSpan
        let count = unsafe span.withUnsafeMutableBytes {
            unsafe RSAOperation.encrypt(message, padding, key: key, into: $0)
        }
        guard count == block.count else {
            throw CryptographyError(.libraryFailure, "libcrypto: encrypting with an RSA key failed.")
        }
        return block
    }
}

extension RSAPrivateKey {
    /// Decrypts a message that ``RSAPublicKey/encryptOAEP(_:label:)`` encrypted.
    ///
    /// - Parameters:
    ///   - block: The encrypted message.
    ///   - label: The label that it was encrypted with.
    /// - Throws: ``CryptographyError/Code-swift.struct/notAuthentic`` when the key or the label is another one, or the block
    ///   was changed. The error does not say which.
    package func decryptOAEP(_ block: [UInt8], label: [UInt8] = []) throws(CryptographyError) -> SecretBytes {
        guard block.count == publicKey.modulusByteCount else { throw .notDecrypted }
        var count: Int?
        let memory = unsafe SecretBytes(count: block.count) { output in
            count = unsafe RSAOperation.decrypt(block.span.bytes, .oaep(label: label), key: key, into: output)
        }
        guard let count else { throw .notDecrypted }
        return memory.prefix(count)
    }
}
