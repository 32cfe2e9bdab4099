import KeyCryptography

/// The key wrap of RFC 3211 §2.3, PWRI-KEK, with AES-256-CBC.
///
/// The key, behind a length and three check bytes, is encrypted twice in a row, so that every byte of the result depends
/// on every byte of the key. Three check bytes, and a length that the caller knows, tell a wrong password in all but one
/// of four billion cases; what the key opens is authenticated by itself.
enum PasswordKeyWrap {
    private static let blockSize = BlockCipher.aes256.blockSize
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
        let cipher = try CBCCipher(.encrypting, .aes256, key: key)
        unsafe try cipher.process(block.mutableBytes, initializationVector: initializationVector.span.bytes)
        let lastBlock = block.withBytes { $0.bytes(in: (size - blockSize)..<size) }
        unsafe try cipher.process(block.mutableBytes, initializationVector: lastBlock.span.bytes)
        return block.withBytes { $0.bytes(in: 0..<size) }
    }

    /// Returns the key, or `nil` when the check bytes do not fit: another password, or damage.
    static func unwrap(
        _ wrapped: [UInt8],
        key: borrowing SecretBytes,
        initializationVector: [UInt8]
    ) throws(CryptographyError) -> SharedSecret? {
        let size = wrapped.count
        precondition(size >= 2 * blockSize && size % blockSize == 0)
        let cipher = try CBCCipher(.decrypting, .aes256, key: key)
        // The last block of the inner ciphertext was the initialisation vector of the outer encryption.
        let outerVector = unsafe SecretBytes(copying: wrapped.span.bytes.extracting(last: blockSize))
        let blockBefore = unsafe wrapped.span.bytes.extracting((size - 2 * blockSize)..<(size - blockSize))
        unsafe try cipher.process(outerVector.mutableBytes, initializationVector: blockBefore)
        let block = unsafe SecretBytes(copying: wrapped.span.bytes)
        try outerVector.withBytes { (outerVector) throws(CryptographyError) in
            unsafe try cipher.process(block.mutableBytes, initializationVector: outerVector)
        }
        unsafe try cipher.process(block.mutableBytes, initializationVector: initializationVector.span.bytes)
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
