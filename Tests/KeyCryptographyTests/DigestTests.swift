import KeyCryptography
import Testing

struct DigestTests {
    @Test(arguments: try PublishedVectors.vectors(\.digest, count: 12))
    func hashesTheExamplesOfNIST(vector: PublishedVectors.Hash) throws {
        let message = [[UInt8]](repeating: vector.message.bytes, count: vector.repetitions).joined()
        #expect(try vector.digest.hash(Array(message)) == vector.expected.bytes)
    }

    @Test(arguments: try PublishedVectors.vectors(\.hmac, count: 18))
    func authenticatesTheExamplesOfRFC4231(vector: PublishedVectors.AuthenticationCode) throws {
        let code = try vector.digest.authenticationCode(of: vector.message.bytes, key: SecretBytes(vector.key.bytes))
        #expect(code == vector.expected.bytes)
    }

    private static func vectors() throws -> [(Digest, Wycheproof.AuthenticationCode)] {
        try Wycheproof.vectors(for: .sha256, "hmac_sha256_test.json", count: 174)
            + Wycheproof.vectors(for: .sha512, "hmac_sha512_test.json", count: 174)
    }

    @Test(arguments: try vectors())
    func agreesWithValidCodesOnly(digest: Digest, vector: Wycheproof.AuthenticationCode) throws {
        let code = try digest.authenticationCode(of: vector.msg.bytes, key: SecretBytes(vector.key.bytes))
        #expect(code.count == digest.byteCount)
        // Some vectors hold a truncated tag; the module always gives all of it.
        #expect((Array(code.prefix(vector.tag.bytes.count)) == vector.tag.bytes) == (vector.result == .valid))
    }

    @Test func anEmptyKeyIsAKeyOfZeros() throws {
        let message: [UInt8] = [1, 2, 3]
        let code = try Digest.sha256.authenticationCode(of: message, key: SecretBytes([]))
        let zeros = SecretBytes([UInt8](repeating: 0, count: 64))
        #expect(try code == Digest.sha256.authenticationCode(of: message, key: zeros))
    }
}
