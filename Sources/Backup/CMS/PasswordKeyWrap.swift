import KeyCryptography

/// The key wrap of RFC 3211 §2.3, PWRI-KEK, with AES-256-CBC.
///
/// The key, behind a length and three check bytes, is encrypted twice in a row, so that every byte of the result depends
/// on every byte of the key. Three check bytes, and a length that the caller knows, tell a wrong password in all but one
/// of four billion cases; what the key opens is authenticated by itself.
enum PasswordKeyWrap {
    private static let blockSize = AES256CBC.blockSize
    /// The length and the check bytes.
    private static let headerSize = 4

    /// Returns the wrapped key.
    static func wrap(
        _ contentKey: borrowing SecretBytes,
        key: borrowing SecretBytes,
        initializationVector: [UInt8],
        random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        precondition(3...255 ~= contentKey.count)
        // At least two blocks: the unwrapping starts from the last but one.
        let size = max(2 * blockSize, (headerSize + contentKey.count + blockSize - 1) / blockSize * blockSize)
        let padding = try random.bytes(size - headerSize - contentKey.count)
        let count = contentKey.count
        let block = unsafe SecretBytes(count: size) { output in
            unsafe contentKey.withUnsafeBytes { contentKey in
                unsafe output[0] = UInt8(count)
                for index in 0..<3 { unsafe output[1 + index] = ~contentKey[index] }
                unsafe UnsafeMutableRawBufferPointer(rebasing: output[headerSize...]).copyMemory(from: contentKey)
                unsafe UnsafeMutableRawBufferPointer(rebasing: output[(headerSize + count)...]).copyBytes(from: padding)
            }
        }
        let inner = try block.withBytes { (bytes) throws(CryptographyError) in
            try AES256CBC.encrypt(bytes, key: key, initializationVector: initializationVector)
        }
        let outer = try inner.withBytes { (bytes) throws(CryptographyError) in
            try AES256CBC.encrypt(bytes, key: key, initializationVector: bytes.array((size - blockSize)..<size))
        }
        return outer.withBytes { $0.array(0..<size) }
    }

    /// Returns the key, or `nil` when the check bytes do not fit: another password, or damage.
    static func unwrap(
        _ wrapped: [UInt8],
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SharedSecret? {
        let size = wrapped.count
        precondition(size >= 2 * blockSize && size % blockSize == 0)
        let lastBlock = Array(wrapped[(size - blockSize)...])
        let blockBefore = Array(wrapped[(size - 2 * blockSize)..<(size - blockSize)])
        // The last block of the inner ciphertext was the initialisation vector of the outer encryption.
        let innerLast = try lastBlock.withRawSpan { (bytes) throws(CryptographyError) in
            try AES256CBC.decrypt(bytes, key: key, initializationVector: blockBefore)
        }
        let outerVector = innerLast.withBytes { $0.array(0..<blockSize) }
        let inner = try wrapped.withRawSpan { (bytes) throws(CryptographyError) in
            try AES256CBC.decrypt(bytes, key: key, initializationVector: outerVector)
        }
        let block = try inner.withBytes { (bytes) throws(CryptographyError) in
            try AES256CBC.decrypt(bytes, key: key, initializationVector: initializationVector)
        }
        return unsafe block.withUnsafeBytes { block in
            let count = unsafe Int(block[0])
            guard 3...(size - headerSize) ~= count else { return nil }
            // Without an early exit, so that the time says nothing about which byte was wrong.
            let difference = (0..<3).reduce(UInt8(0)) { unsafe $0 | (block[1 + $1] ^ ~block[headerSize + $1]) }
            guard difference == 0 else { return nil }
            return unsafe SharedSecret(
                SecretBytes(copying: UnsafeRawBufferPointer(rebasing: block[headerSize..<(headerSize + count)]).bytes))
        }
    }
}
