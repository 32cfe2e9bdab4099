import KeyCryptography
import Testing

/// RSASSA-PKCS1-v1_5.
struct RSASignatureTests {
    /// The one that is called acceptable lacks the NULL of the algorithm; it is not accepted.
    @Test func acceptsTheValidVectorsOnly() throws {
        let groups: [Wycheproof.Group<Wycheproof.RSAVerification>] = try Wycheproof.groups(
            "rsa_signature_2048_sha256_test.json", count: 259)
        var counts: [Wycheproof.Outcome: Int] = [:]
        for group in groups {
            let key = try RSAPublicKey(subjectPublicKeyInfo: #require(group.publicKeyDer).bytes)
            for vector in group.tests {
                counts[vector.result, default: 0] += 1
                #expect(
                    key.isValidSignature(vector.sig.bytes, for: vector.msg.bytes) == (vector.result == .valid),
                    "\(vector.testDescription)")
            }
        }
        #expect(counts == [.valid: 9, .invalid: 249, .acceptable: 1])
    }

    @Test func aSignatureIsForItsMessageAndItsKey() async throws {
        let key = try TestKeys.rsa2048()
        let signature = try key.signature(for: [1, 2, 3])
        #expect(try key.signature(for: [1, 2, 3]) == signature)
        #expect(key.publicKey.isValidSignature(signature, for: [1, 2, 3]))
        #expect(!key.publicKey.isValidSignature(signature, for: [1, 2]))
        #expect(!key.publicKey.isValidSignature(signature.reversed(), for: [1, 2, 3]))
        #expect(!key.publicKey.isValidSignature([0] + signature, for: [1, 2, 3]))
        #expect(!key.publicKey.isValidSignature([], for: [1, 2, 3]))
        #expect(!key.publicKey.isValidLegacySHA1Signature(signature, for: [1, 2, 3]))
        let other = try await RSAPrivateKey.generate(bits: 1024)
        #expect(!other.publicKey.isValidSignature(signature, for: [1, 2, 3]))
        let empty = try other.signature(for: [])
        #expect(other.publicKey.isValidSignature(empty, for: []))
    }

    /// RFC 8017 section 9.2 needs 62 bytes for SHA-256.
    @Test func aKeyThatIsTooShortDoesNotSign() async throws {
        #expect(try await RSAPrivateKey.generate(bits: 512).signature(for: []).count == 64)
        #expect(try RSAPrivateKey(pkcs8: SecretBytes(TestKeys.rsa384)).publicKey.modulusBitCount == 384)
        #expect(
            try refusal { _ = try RSAPrivateKey(pkcs8: SecretBytes(TestKeys.rsa384)).signature(for: []) }
                == .unsupported)
    }
}
