import Foundation
import KeyCryptography
import StockOpenSSL
import Testing

/// The old ciphers, beside OpenSSL's command-line tool.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."), .serialized)
struct LegacyBlockCipherTests {
    @Test(arguments: [
        ("des-cbc", BlockCipher.legacyDES), ("des-ede-cbc", .legacyTripleDES2Key),
        ("des-ede3-cbc", .legacyTripleDES3Key), ("rc2-cbc", .legacyRC2),
    ])
    func encryptsAsOpenSSLDoes(name: String, cipher: BlockCipher) throws {
        for count in [0, 1, 7, 8, 9, 1000] {
            let plaintext = try SystemRandomSource().bytes(count)
            let key = try SystemRandomSource().bytes(cipher.keySize)
            let vector = try SystemRandomSource().bytes(cipher.blockSize)
            let expected = try OpenSSLCommand.run(
                [
                    "enc", "-\(name)", "-provider", "legacy", "-provider", "default", "-K", hex(key), "-iv",
                    hex(vector),
                ], input: plaintext)
            #expect(try cipher.encrypt(plaintext, key: key, initializationVector: vector) == expected)
            #expect(try cipher.decrypt(expected, key: key, initializationVector: vector) == plaintext)
        }
    }

    /// The lowest bit of each byte of a DES key is a parity that nobody looks at.
    @Test(arguments: [BlockCipher.legacyDES, .legacyTripleDES2Key, .legacyTripleDES3Key])
    func ignoresParity(cipher: BlockCipher) throws {
        let key = try SystemRandomSource().bytes(cipher.keySize)
        let vector = try SystemRandomSource().bytes(cipher.blockSize)
        let other = key.map { $0 ^ 1 }
        #expect(
            try cipher.encrypt([1, 2, 3], key: key, initializationVector: vector)
                == cipher.encrypt([1, 2, 3], key: other, initializationVector: vector))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String(format: "%02x", $0) }.joined()
    }
}
