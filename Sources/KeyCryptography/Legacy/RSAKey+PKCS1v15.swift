/// RSAES-PKCS1-v1_5 (RFC 8017 section 7.2), by which SQL Server encrypts under certificates and asymmetric keys.
extension RSAPublicKey {
    /// The most bytes that this padding encrypts under this key: 11 fewer than the modulus has.
    package var maximumPKCS1v15ByteCount: Int {
        modulusByteCount - 11
    }

    /// Encrypts a short message with the padding of PKCS #1 version 1.5.
    ///
    /// - Parameter message: At most ``maximumPKCS1v15ByteCount`` bytes.
    /// - Returns: As many bytes as the modulus has, other ones each time, big-endian as in the standard.
    /// - Throws: ``CryptographyError/Code-swift.struct/tooLong`` when the message is too long for the key.
    package func encryptPKCS1v15(_ message: RawSpan) throws(CryptographyError) -> [UInt8] {
        guard message.byteCount <= maximumPKCS1v15ByteCount else {
            throw CryptographyError(
                .tooLong, "\(message.byteCount) bytes are too many for an RSA key of \(modulusBitCount) bits.")
        }
        return try encrypt(message, .pkcs1v15)
    }
}

extension RSAPrivateKey {
    /// Decrypts a message that ``RSAPublicKey/encryptPKCS1v15(_:)`` encrypted.
    ///
    /// Whether the padding is right is found without branches, and everything that is wrong gives the same error. But that
    /// there is an error at all is what Bleichenbacher's attack lives on: whoever shows to others whether blocks of theirs
    /// decrypt lets them decrypt any block, and sign, with enough questions.
    ///
    /// - Parameter block: The encrypted message, big-endian.
    /// - Throws: ``CryptographyError/Code-swift.struct/notAuthentic`` when the key is another one, or the block was changed.
    package func decryptPKCS1v15(_ block: [UInt8]) throws(CryptographyError) -> SecretBytes {
        guard block.count == publicKey.modulusByteCount else { throw .notDecrypted }
        let plain = rawDecryption(of: block)
        let padding = plain.withBytes { PKCS1v15Padding($0) }
        guard padding.isValid else { throw .notDecrypted }
        return padding.message(in: plain)
    }

    /// Decrypts a message of which it is not known whether it is big-endian, as the standard has it, or little-endian, as
    /// CryptoAPI writes it.
    ///
    /// Both are always decrypted. That a block is well padded in the wrong order by chance happens once in some 65,000
    /// blocks; the standard's order is preferred then.
    ///
    /// - Parameter block: The encrypted message, in either order.
    /// - Throws: As ``decryptPKCS1v15(_:)``, where the same warning stands.
    package func decryptPKCS1v15InEitherByteOrder(_ block: [UInt8]) throws(CryptographyError) -> SecretBytes {
        guard block.count == publicKey.modulusByteCount else { throw .notDecrypted }
        let first = rawDecryption(of: block)
        let second = rawDecryption(of: block.reversed())
        let firstPadding = first.withBytes { PKCS1v15Padding($0) }
        let secondPadding = second.withBytes { PKCS1v15Padding($0) }
        if firstPadding.isValid { return firstPadding.message(in: first) }
        guard secondPadding.isValid else { throw .notDecrypted }
        return secondPadding.message(in: second)
    }

    /// The block to the power of the private exponent, without a look at the padding: libcrypto's own check of it tells
    /// apart what must not be told apart. Zeros, which are no padding, where the block is not below the modulus.
    private func rawDecryption(of block: [UInt8]) -> SecretBytes {
        unsafe SecretBytes(count: block.count) { output in
            _ = unsafe RSAOperation.decrypt(block.span.bytes, .none, key: key, into: output)
        }
    }
}

/// The padding around a message (RFC 8017 section 7.2.1): 0, 2, at least eight bytes that are not zero, and a zero.
private struct PKCS1v15Padding {
    /// Whether all of it is there.
    let isValid: Bool
    private let messageStart: Int

    /// Looks at every byte alike, and decides nothing before the end.
    init(_ block: RawSpan) {
        // All bits are set, or none.
        var isFound = 0
        var start = 0
        for offset in 2..<block.byteCount {
            let isZero = Self.isZero(Int(block.byte(at: offset)))
            start |= (offset + 1) & isZero & ~isFound
            isFound |= isZero
        }
        let hasPrefix = Self.isZero(Int(block.byte(at: 0) | (block.byte(at: 1) ^ 2)))
        let isLongEnough = ~((start - 11) >> (Int.bitWidth - 1))
        isValid = hasPrefix & isFound & isLongEnough != 0
        messageStart = start
    }

    /// Returns the message of a block whose padding is valid.
    func message(in block: borrowing SecretBytes) -> SecretBytes {
        block.withBytes { SecretBytes(copying: $0.extracting(messageStart..<$0.byteCount)) }
    }

    /// All bits, when a number that is not negative is zero; else none.
    private static func isZero(_ value: Int) -> Int {
        (value - 1) >> (Int.bitWidth - 1)
    }
}
