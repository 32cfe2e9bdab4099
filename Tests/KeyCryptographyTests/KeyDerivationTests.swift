import KeyCryptography
import Testing

struct KeyDerivationTests {
    @Test(arguments: try PublishedVectors.vectors(\.hkdf, count: 3))
    func expandsTheExamplesOfRFC5869(vector: PublishedVectors.Expansion) throws {
        let derived = try KeyDerivation.hkdf(
            vector.digest, from: SecretBytes(vector.key.bytes), salt: vector.salt.bytes, info: vector.info.bytes,
            count: vector.expected.bytes.count)
        #expect(derived.array == vector.expected.bytes)
    }

    private static func vectors() throws -> [(Digest, Wycheproof.Expansion)] {
        try Wycheproof.vectors(for: .sha256, "hkdf_sha256_test.json", count: 86)
            + Wycheproof.vectors(for: .sha384, "hkdf_sha384_test.json", count: 102)
            + Wycheproof.vectors(for: .sha512, "hkdf_sha512_test.json", count: 83)
    }

    @Test(arguments: try vectors())
    func derivesValidVectorsAndRefusesOthers(digest: Digest, vector: Wycheproof.Expansion) throws {
        func derive() throws -> [UInt8] {
            try KeyDerivation.hkdf(
                digest, from: SecretBytes(vector.ikm.bytes), salt: vector.salt.bytes, info: vector.info.bytes,
                count: vector.size
            ).array
        }
        switch vector.result {
        case .valid: #expect(try derive() == vector.okm.bytes)
        // More than 255 blocks: RFC 5869 section 2.3.
        case .invalid, .acceptable: #expect(try refusal { _ = try derive() } == .libraryFailure)
        }
    }

    @Test func noSaltIsASaltOfZeros() throws {
        let key = SecretBytes([1, 2, 3])
        let without = try KeyDerivation.hkdf(.sha256, from: key, info: [4], count: 32)
        let zeros = [UInt8](repeating: 0, count: 32)
        let with = try KeyDerivation.hkdf(.sha256, from: key, salt: zeros, info: [4], count: 32)
        #expect(without.array == with.array)
    }

    @Test func derivesFromAnEmptyKey() throws {
        // extract: HMAC-SHA-256 of nothing under a key of zeros; expand: HMAC of info and 1 under that.
        let extracted = try Digest.sha256.authenticationCode(of: [], key: SecretBytes([]))
        let expected = try Digest.sha256.authenticationCode(of: [9, 1], key: SecretBytes(extracted))
        #expect(try KeyDerivation.hkdf(.sha256, from: SecretBytes([]), info: [9], count: 32).array == expected)
    }

    @Test func everyPurposeHasItsOwnKey() throws {
        let key = try SecretBytes.random(count: 32)
        let keys = try Set((0..<10).map { try KeyDerivation.hkdf(.sha512, from: key, info: [$0], count: 32).array })
        #expect(keys.count == 10)
    }

    @Test func manyThreadsDeriveAtOnce() async throws {
        let expected = try KeyDerivation.hkdf(.sha256, from: SecretBytes([1]), info: [2], count: 64).array
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try (0..<50).allSatisfy { _ in
                        try KeyDerivation.hkdf(.sha256, from: SecretBytes([1]), info: [2], count: 64).array == expected
                    }
                }
            }
            for try await agrees in group { #expect(agrees) }
        }
    }
}
