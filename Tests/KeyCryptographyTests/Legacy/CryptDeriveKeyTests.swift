import KeyCryptography
import Testing

struct CryptDeriveKeyTests {
    /// A key is seen by what it encrypts.
    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let algorithm: String
        let hash: String
        let hash_value_hex: Hex
        let plaintext_hex: Hex
        let ciphertext_hex: Hex

        var testDescription: String { id }
    }

    private struct File: Decodable {
        let vectors: [Vector]
    }

    private static func vectors() throws -> [Vector] {
        let file = "cryptderivekey.json"
        let vectors = try Vectors.decode(File.self, from: file).vectors
        guard vectors.count == 14 else { throw UnexpectedSelection(file: file, selected: vectors.count) }
        return vectors
    }

    private static let ciphers: [String: BlockCipher] = [
        "DES": .legacyDES, "3DES_112": .legacyTripleDES2Key, "3DES": .legacyTripleDES3Key, "RC2": .legacyRC2,
        "AES_128": .aes128, "AES_192": .aes192, "AES_256": .aes256,
    ]
    private static let functions: [String: LegacyDigest] = ["MD5": .md5, "SHA1": .sha1, "SHA256": .sha256]

    @Test(arguments: try vectors())
    func derivesTheKeyThatWindowsDerives(vector: Vector) throws {
        let function = try #require(Self.functions[vector.hash])
        let digest = SecretBytes(vector.hash_value_hex.bytes)
        if vector.algorithm == "RC4" {
            // Its keys have the length of RC2's, and are derived alike.
            let key = try CryptDeriveKey.key(for: .legacyRC2, from: digest, of: function)
            let ciphertext = unsafe try RC4.apply(to: vector.plaintext_hex.bytes.span.bytes, key: key)
            #expect(ciphertext.array == vector.ciphertext_hex.bytes)
            return
        }
        let cipher = try #require(Self.ciphers[vector.algorithm])
        let key = try CryptDeriveKey.key(for: cipher, from: digest, of: function)
        #expect(key.count == cipher.keySize)
        let zeros = [UInt8](repeating: 0, count: cipher.blockSize)
        #expect(
            try cipher.encrypt(vector.plaintext_hex.bytes, key: key.array, initializationVector: zeros)
                == vector.ciphertext_hex.bytes)
    }
}
