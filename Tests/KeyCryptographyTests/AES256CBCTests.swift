import KeyCryptography
import Testing

struct AES256CBCTests {
    /// PKCS#7 is not the module's business: the test pads, and checks the padding as decryption returns it.
    static func padded(_ message: [UInt8]) -> [UInt8] {
        let count = 16 - message.count % 16
        return message + [UInt8](repeating: UInt8(count), count: count)
    }

    private static func vectors(_ result: Wycheproof.Outcome, count: Int) throws -> [Wycheproof.Encryption] {
        try Wycheproof.vectors("aes_cbc_pkcs5_test.json", count: count) {
            $0.key.bytes.count == 32 && $0.result == result
        }
    }

    @Test(arguments: try vectors(.valid, count: 24))
    func encryptsAndDecryptsEveryValidVector(vector: Wycheproof.Encryption) throws {
        let key = SecretBytes(vector.key.bytes)
        let blocks = Self.padded(vector.msg.bytes)
        let encrypted = try AES256CBC.encrypt(blocks, key: key, initializationVector: vector.iv.bytes)
        #expect(encrypted.array == vector.ct.bytes)
        let decrypted = try AES256CBC.decrypt(
            vector.ct.bytes, key: key, initializationVector: vector.iv.bytes)
        #expect(decrypted.array == blocks)
    }

    @Test(arguments: try PublishedVectors.vectors(\.cbc, count: 1))
    func encryptsAndDecryptsTheExampleOfNIST(vector: PublishedVectors.BlockEncryption) throws {
        let key = SecretBytes(vector.key.bytes)
        let iv = vector.initializationVector.bytes
        let encrypted = try AES256CBC.encrypt(vector.plaintext.bytes, key: key, initializationVector: iv)
        #expect(encrypted.array == vector.ciphertext.bytes)
        let decrypted = try AES256CBC.decrypt(vector.ciphertext.bytes, key: key, initializationVector: iv)
        #expect(decrypted.array == vector.plaintext.bytes)
    }

    /// These are invalid by their padding alone, so whole blocks decrypt to something that is not well padded.
    @Test(arguments: try vectors(.invalid, count: 48).filter { $0.ct.bytes.count % 16 == 0 })
    func saysNothingAboutPadding(vector: Wycheproof.Encryption) throws {
        let decrypted = try AES256CBC.decrypt(
            vector.ct.bytes, key: SecretBytes(vector.key.bytes), initializationVector: vector.iv.bytes)
        #expect(decrypted.count == vector.ct.bytes.count)
        #expect(decrypted.array != Self.padded(vector.msg.bytes))
    }

    @Test func noBlocksStayNoBlocks() throws {
        let key = try SecretBytes.random(count: 32)
        let vector = try SystemRandomSource().bytes(AES256CBC.blockSize)
        let nothing: [UInt8] = []
        #expect(try AES256CBC.encrypt(nothing, key: key, initializationVector: vector).count == 0)
        #expect(try AES256CBC.decrypt(nothing, key: key, initializationVector: vector).count == 0)
    }

    @Test func aPartOfABlockIsAMistakeOfTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let key = try SecretBytes.random(count: 32)
            let blocks = [UInt8](repeating: 0, count: 17)
            _ = try AES256CBC.encrypt(
                blocks, key: key, initializationVector: [UInt8](repeating: 0, count: 16))
        }
    }
}
