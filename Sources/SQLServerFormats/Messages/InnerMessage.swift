/// What `ENCRYPTBYPASSPHRASE` and `ENCRYPTBYKEY` encrypt: the plaintext behind its length, a magic number, and a hash that
/// binds it to an authenticator.
///
/// Verified against messages of SQL Server, with and without an authenticator. All of it is followed by PKCS#7 padding and
/// encrypted in CBC mode; in front of it stand a prefix and the initialisation vector.
///
///     0    4   0D F0 AD BA
///     4    2   length of the hash, i: 0 without an authenticator, 20 with one    (little-endian)
///     6    2   length of the plaintext                                           (little-endian)
///     8    i   SHA1(plaintext ‖ authenticator)
///     8+i      the plaintext
enum InnerMessage {
    private static let magic: UInt32 = 0xBAAD_F00D
    private static let headerSize = 8
    /// The function is SHA-1 in both versions of messages.
    private static let hashFunction = LegacyDigest.sha1

    /// Returns a message: the prefix, the initialisation vector, and the encrypted inner message.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/tooLong`` above 65,535 bytes of plaintext.
    static func encrypt(
        _ plaintext: [UInt8],
        authenticator: [UInt8]?,
        prefix: [UInt8],
        initializationVector: RawSpan,
        with cipher: borrowing CBCCipher
    ) throws(CryptographyError) -> [UInt8] {
        guard plaintext.count <= UInt16.max else {
            throw CryptographyError(.tooLong, "A message holds at most 65,535 bytes; these are \(plaintext.count).")
        }
        let hash = try hash(of: plaintext, authenticator)
        let count = headerSize + hash.count + plaintext.count
        let bodyStart = prefix.count + cipher.blockSize
        let bodyCount = PKCS7Padding.paddedCount(of: count, blockSize: cipher.blockSize)
        // On the stack, when it is small: to begin with an array that is written to takes longer than copying it.
        return unsafe try withUnsafeTemporaryAllocation(
            byteCount: bodyStart + bodyCount, alignment: 1
        ) { memory throws(CryptographyError) in
            unsafe memory.copyBytes(from: prefix)
            unsafe initializationVector.withUnsafeBytes { vector in
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[prefix.count...]).copyMemory(from: vector)
            }
            let body = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[bodyStart...])
            unsafe write(plaintext, hash: hash, to: body)
            unsafe try cipher.encrypt(body, plaintextCount: count, initializationVector: initializationVector)
            return unsafe Array(memory)
        }
    }

    /// Writes the inner message, and leaves the room for the padding as it is.
    private static func write(_ plaintext: [UInt8], hash: [UInt8], to memory: UnsafeMutableRawBufferPointer) {
        unsafe memory.storeBytes(of: magic.littleEndian, as: UInt32.self)
        unsafe memory.storeBytes(of: UInt16(hash.count).littleEndian, toByteOffset: 4, as: UInt16.self)
        unsafe memory.storeBytes(of: UInt16(plaintext.count).littleEndian, toByteOffset: 6, as: UInt16.self)
        let contents = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[headerSize...])
        unsafe contents.copyBytes(from: hash)
        unsafe UnsafeMutableRawBufferPointer(rebasing: contents[hash.count...]).copyBytes(from: plaintext)
    }

    /// Returns the plaintext of a message, or `nil` when it does not decrypt, for whatever reason: SQL Server answers NULL
    /// and does not say which it was.
    ///
    /// - Parameters:
    ///   - message: The prefix, the initialisation vector, and the encrypted inner message.
    ///   - prefixCount: The length of the prefix in bytes.
    ///   - authenticator: What the message has to be bound to. A message that has an authenticator is refused without
    ///     one, and the other way round.
    ///   - cipher: Decrypts.
    static func decrypt(
        _ message: [UInt8],
        prefixCount: Int,
        authenticator: [UInt8]?,
        with cipher: borrowing CBCCipher
    ) throws(CryptographyError) -> [UInt8]? {
        let bodyStart = prefixCount + cipher.blockSize
        guard message.count > bodyStart else { return nil }
        let vector = unsafe message.span.bytes.extracting(prefixCount..<bodyStart)
        return unsafe try withUnsafeTemporaryAllocation(
            byteCount: message.count - bodyStart, alignment: 1
        ) { memory throws(CryptographyError) -> [UInt8]? in
            unsafe memory.copyBytes(from: message[bodyStart...])
            // Whole blocks, then the padding.
            let count = unsafe try cipher.decrypt(memory, initializationVector: vector)
            let body = UnsafeRawBufferPointer(memory)
            guard let count, count >= headerSize, unsafe body.bytes.word(at: 0) == magic else { return nil }
            let lengths = unsafe Int(body.bytes.word(at: 4))
            let plaintextStart = headerSize + lengths & 0xFFFF
            guard plaintextStart + lengths >> 16 == count else { return nil }
            let plaintext = unsafe Array(body[plaintextStart..<count])
            let expected = try hash(of: plaintext, authenticator)
            let found = unsafe body.bytes.extracting(headerSize..<plaintextStart)
            return unsafe expected.span.bytes.isEqualInConstantTime(to: found) ? plaintext : nil
        }
    }

    /// No bytes when there is no authenticator.
    private static func hash(of plaintext: [UInt8], _ authenticator: [UInt8]?) throws(CryptographyError) -> [UInt8] {
        guard let authenticator else { return [] }
        return try hashFunction.hash(plaintext + authenticator)
    }
}
