import KeyCryptography
import Testing

struct CBCCipherTests {
    private static func vectors(_ result: Wycheproof.Outcome, count: Int) throws -> [Wycheproof.Encryption] {
        try Wycheproof.vectors("aes_cbc_pkcs5_test.json", count: count) { $0.result == result }
    }

    @Test(arguments: try vectors(.valid, count: 72))
    func encryptsAndDecryptsEveryValidVector(vector: Wycheproof.Encryption) throws {
        let (key, iv) = (vector.key.bytes, vector.iv.bytes)
        let cipher = BlockCipher.aes(keySize: key.count)
        #expect(try cipher.encrypt(vector.msg.bytes, key: key, initializationVector: iv) == vector.ct.bytes)
        #expect(try cipher.decrypt(vector.ct.bytes, key: key, initializationVector: iv) == vector.msg.bytes)
    }

    /// These are invalid by their padding alone.
    @Test(arguments: try vectors(.invalid, count: 144))
    func refusesEveryInvalidPadding(vector: Wycheproof.Encryption) throws {
        let (key, iv) = (vector.key.bytes, vector.iv.bytes)
        let cipher = BlockCipher.aes(keySize: key.count)
        #expect(try cipher.decrypt(vector.ct.bytes, key: key, initializationVector: iv) == nil)
        let blocks = try cipher.process(.decrypting, vector.ct.bytes, key: key, initializationVector: iv)
        #expect(blocks.count == vector.ct.bytes.count)
    }

    @Test(arguments: try PublishedVectors.vectors(\.cbc, count: 1))
    func encryptsAndDecryptsTheExampleOfNIST(vector: PublishedVectors.BlockEncryption) throws {
        let (key, iv) = (vector.key.bytes, vector.initializationVector.bytes)
        let cipher = BlockCipher.aes256
        let (plaintext, ciphertext) = (vector.plaintext.bytes, vector.ciphertext.bytes)
        #expect(try cipher.process(.encrypting, plaintext, key: key, initializationVector: iv) == ciphertext)
        #expect(try cipher.process(.decrypting, ciphertext, key: key, initializationVector: iv) == plaintext)
    }

    /// One context, many messages: nothing of a message, or of one that failed, is left for the next.
    @Test func aPreparedKeyServesOneMessageAfterTheOther() throws {
        let key = [UInt8](0..<32)
        let encryption = try CBCCipher(.encrypting, .aes256, key: SecretBytes(key))
        let decryption = try CBCCipher(.decrypting, .aes256, key: SecretBytes(key))
        for count in 0...100 {
            let plaintext = try SystemRandomSource().bytes(count)
            let vector = try SystemRandomSource().bytes(16)
            let room = PKCS7Padding.paddedCount(of: count, blockSize: 16) - count
            let memory = SecretBytes(plaintext + [UInt8](repeating: 0, count: room))
            unsafe try encryption.encrypt(
                memory.mutableBytes, plaintextCount: count, initializationVector: vector.span.bytes)
            #expect(
                try BlockCipher.aes256.encrypt(plaintext, key: key, initializationVector: vector) == memory.array)

            let damaged = SecretBytes(memory.array.dropLast() + [memory.array.last.map { $0 ^ 1 } ?? 0])
            _ = unsafe try decryption.decrypt(damaged.mutableBytes, initializationVector: vector.span.bytes)
            let decrypted = unsafe try decryption.decrypt(
                memory.mutableBytes, initializationVector: vector.span.bytes)
            #expect(decrypted == count)
            #expect(Array(memory.array.prefix(count)) == plaintext)
        }
    }

    @Test func noBlocksStayNoBlocksAndAreNoPaddedMessage() throws {
        let (key, iv) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 16))
        #expect(try BlockCipher.aes256.process(.encrypting, [], key: key, initializationVector: iv) == [])
        #expect(try BlockCipher.aes256.decrypt([], key: key, initializationVector: iv) == nil)
    }

    @Test(arguments: [1, 15, 17, 31]) func aPartOfABlockDoesNotDecrypt(count: Int) throws {
        let (key, iv) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 16))
        let part = [UInt8](repeating: 3, count: count)
        #expect(try BlockCipher.aes256.decrypt(part, key: key, initializationVector: iv) == nil)
    }

    @Test func encryptingAPartOfABlockIsAMistakeOfTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let (key, iv) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 16))
            let blocks = [UInt8](repeating: 0, count: 17)
            _ = try BlockCipher.aes256.process(.encrypting, blocks, key: key, initializationVector: iv)
        }
    }

    /// Every last block that ends in a padding, and every one that does not by one byte, for both sizes of blocks.
    @Test(arguments: [8, 16]) func everyPaddingIsReadAndNoOther(blockSize: Int) throws {
        for count in 0...255 {
            var block = [UInt8](repeating: 0, count: blockSize)
            let padding = min(count, blockSize)
            for index in (blockSize - padding)..<blockSize { block[index] = UInt8(count) }
            let isValid = (1...blockSize).contains(count)
            block[blockSize - 1] = UInt8(count)
            #expect(plaintextCount(block) == (isValid ? blockSize - count : nil))
            guard isValid else { continue }
            for index in (blockSize - count)..<(blockSize - 1) {
                for bit in 0..<8 {
                    var damaged = block
                    damaged[index] ^= 1 << bit
                    #expect(plaintextCount(damaged) == nil)
                }
            }
        }
        func plaintextCount(_ block: [UInt8]) -> Int? {
            unsafe block.withUnsafeBytes { unsafe PKCS7Padding.plaintextCount(of: $0, blockSize: blockSize) }
        }
    }
}
