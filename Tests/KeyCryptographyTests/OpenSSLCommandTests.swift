import Foundation
import KeyCryptography
import StockOpenSSL
import Testing

/// Agreement with OpenSSL's command-line tool, which may be of another version than the library that is linked.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."), .serialized)
struct OpenSSLCommandTests {
    @Test(arguments: [Digest.sha256, .sha384, .sha512])
    func hashesAlike(digest: Digest) throws {
        let message = try SystemRandomSource().bytes(1000)
        let expected = try OpenSSLCommand.run(["dgst", "-\(digest.rawValue)", "-binary"], input: message)
        #expect(try digest.hash(message) == expected)
    }

    @Test(arguments: [Digest.sha256, .sha384, .sha512])
    func authenticatesAlike(digest: Digest) throws {
        let message = try SystemRandomSource().bytes(1000)
        let key = try SystemRandomSource().bytes(40)
        let expected = try OpenSSLCommand.run(
            ["dgst", "-\(digest.rawValue)", "-binary", "-mac", "HMAC", "-macopt", "hexkey:\(hex(key))"], input: message)
        #expect(try digest.authenticationCode(of: message, key: SecretBytes(key)) == expected)
    }

    @Test(arguments: [Digest.sha256, .sha384, .sha512])
    func derivesKeysAlike(digest: Digest) throws {
        let key = try SystemRandomSource().bytes(32)
        let salt = try SystemRandomSource().bytes(20)
        let info = try SystemRandomSource().bytes(50)
        let expected = try derive(
            "HKDF", ["digest:\(digest.rawValue)", "hexkey:\(hex(key))", "hexsalt:\(hex(salt))", "hexinfo:\(hex(info))"])
        let derived = try KeyDerivation.hkdf(digest, from: SecretBytes(key), salt: salt, info: info, count: 100)
        #expect(derived.array == expected)
    }

    @Test func stretchesPasswordsAlikeWithScrypt() async throws {
        let salt = try SystemRandomSource().bytes(16)
        let expected = try derive(
            "SCRYPT", ["pass:Correct-Horse-42", "hexsalt:\(hex(salt))", "n:1024", "r:8", "p:3"])
        let key = try await PasswordDerivation(.scrypt(logCost: 10, blockSize: 8, parallelization: 3))
            .key(from: "Correct-Horse-42", salt: salt, count: 100)
        #expect(key.bytes.array == expected)
    }

    @Test(arguments: [Digest.sha256, .sha512])
    func stretchesPasswordsAlikeWithPBKDF2(digest: Digest) async throws {
        let salt = try SystemRandomSource().bytes(16)
        let expected = try derive(
            "PBKDF2", ["pass:Correct-Horse-42", "hexsalt:\(hex(salt))", "iter:1234", "digest:\(digest.rawValue)"])
        let key = try await PasswordDerivation(.pbkdf2(digest, iterations: 1234))
            .key(from: "Correct-Horse-42", salt: salt, count: 100)
        #expect(key.bytes.array == expected)
    }

    @Test func encryptsBlocksAlike() throws {
        let key = try SystemRandomSource().bytes(32)
        let vector = try SystemRandomSource().bytes(16)
        let blocks = try SystemRandomSource().bytes(160)
        let arguments = ["enc", "-aes-256-cbc", "-nopad", "-K", hex(key), "-iv", hex(vector)]
        let encrypted = try OpenSSLCommand.run(arguments, input: blocks)
        let cipher = BlockCipher.aes256
        #expect(try cipher.process(.encrypting, blocks, key: key, initializationVector: vector) == encrypted)
        #expect(try cipher.process(.decrypting, encrypted, key: key, initializationVector: vector) == blocks)
    }

    private func derive(_ function: String, _ options: [String]) throws -> [UInt8] {
        let arguments = options.flatMap { ["-kdfopt", $0] }
        return try OpenSSLCommand.run(["kdf", "-keylen", "100", "-binary"] + arguments + [function], input: [])
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String(format: "%02x", $0) }.joined()
    }
}
