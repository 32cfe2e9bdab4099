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
    private static let magic: [UInt8] = [0x0D, 0xF0, 0xAD, 0xBA]
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
        let hash = try hash(of: plaintext, authenticator) ?? []
        let count = headerSize + hash.count + plaintext.count
        let bodyStart = prefix.count + cipher.blockSize
        let bodyCount = PKCS7Padding.paddedCount(of: count, blockSize: cipher.blockSize)
        var message = [UInt8](repeating: 0, count: bodyStart + bodyCount)
        var span = message.mutableSpan
        unsafe try span.withUnsafeMutableBytes { memory throws(CryptographyError) in
            unsafe memory.copyBytes(from: prefix)
            unsafe initializationVector.withUnsafeBytes { vector in
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[prefix.count...]).copyMemory(from: vector)
            }
            let body = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[bodyStart...])
            for index in magic.indices { unsafe body[index] = magic[index] }
            unsafe body[4] = UInt8(hash.count)
            unsafe body[6] = UInt8(truncatingIfNeeded: plaintext.count)
            unsafe body[7] = UInt8(truncatingIfNeeded: plaintext.count >> 8)
            let contents = unsafe UnsafeMutableRawBufferPointer(rebasing: body[headerSize...])
            unsafe contents.copyBytes(from: hash)
            unsafe UnsafeMutableRawBufferPointer(rebasing: contents[hash.count...]).copyBytes(from: plaintext)
            unsafe try cipher.encrypt(body, plaintextCount: count, initializationVector: initializationVector)
        }
        return message
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
        var body = Array(message[bodyStart...])
        var span = body.mutableSpan
        // Whole blocks, then the padding.
        let count = unsafe try span.withUnsafeMutableBytes { memory throws(CryptographyError) in
            unsafe try cipher.decrypt(memory, initializationVector: vector)
        }
        guard let count, count >= headerSize, body[..<magic.count].elementsEqual(magic) else { return nil }
        let hashCount = Int(body[4]) | Int(body[5]) << 8
        let plaintextStart = headerSize + hashCount
        guard plaintextStart + (Int(body[6]) | Int(body[7]) << 8) == count else { return nil }
        let plaintext = Array(body[plaintextStart..<count])
        let expected = try hash(of: plaintext, authenticator) ?? []
        let found = unsafe body.span.bytes.extracting(headerSize..<plaintextStart)
        return unsafe expected.span.bytes.isEqualInConstantTime(to: found) ? plaintext : nil
    }

    private static func hash(of plaintext: [UInt8], _ authenticator: [UInt8]?) throws(CryptographyError) -> [UInt8]? {
        guard let authenticator else { return nil }
        return try hashFunction.hash(plaintext + authenticator)
    }
}
