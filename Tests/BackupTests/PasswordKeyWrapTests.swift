import KeyCryptography
import Testing

@testable import Backup

/// RFC 3211 has vectors for DES and Triple DES only; with AES, `SampleTests` and `OpenSSLTests` are the proof.
struct PasswordKeyWrapTests {
    private static let key = (0..<32).map { UInt8($0) }
    private static let vector = (0..<16).map { UInt8(0xF0 | $0) }

    @Test(arguments: 16...64)
    func aKeyOfAnySizeComesBack(size: Int) throws {
        let secret = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let wrapped = try PasswordKeyWrap.wrap(
            secret.secret, key: Self.key.secret, initializationVector: Self.vector, random: SystemRandomSource())
        #expect(wrapped.count % 16 == 0)
        #expect(wrapped.count >= max(32, size + 4))
        #expect(wrapped.count < max(33, size + 20))
        let unwrapped = try PasswordKeyWrap.unwrap(wrapped, key: Self.key.secret, initializationVector: Self.vector)
        #expect(unwrapped?.array == secret)
    }

    @Test func itIsTwoEncryptionsOfALengthChecksAndTheKey() throws {
        let secret = (0..<32).map { UInt8(0xA0 ^ $0) }
        let wrapped = try PasswordKeyWrap.wrap(
            secret.secret, key: Self.key.secret, initializationVector: Self.vector, random: SystemRandomSource())
        // RFC 3211 §2.3.2, backwards: the last block of the first encryption is the vector of the second.
        let key = Self.key
        func decrypt(_ bytes: [UInt8], _ vector: [UInt8]) throws -> [UInt8] {
            let blocks = bytes.secret
            unsafe try CBCCipher(.decrypting, .aes256, key: key.secret)
                .process(blocks.mutableBytes, initializationVector: vector.span.bytes)
            return SharedSecret(blocks).array
        }
        let last = try decrypt(Array(wrapped[32...]), Array(wrapped[16..<32]))
        let inner = try decrypt(wrapped, last)
        #expect(inner.suffix(16) == last[...])
        let block = try decrypt(inner, Self.vector)
        #expect(block[0] == 32)
        #expect(block[1..<4].map { ~$0 } == Array(secret[..<3]))
        #expect(Array(block[4..<36]) == secret)
    }

    @Test func anotherKeyOrVectorOpensNothing() throws {
        let wrapped = try PasswordKeyWrap.wrap(
            Self.key.secret, key: Self.key.secret, initializationVector: Self.vector, random: SystemRandomSource())
        for bit in 0..<256 {
            let other = Self.key.flipping(bit: bit)
            #expect(
                try PasswordKeyWrap.unwrap(wrapped, key: other.secret, initializationVector: Self.vector)?.array
                    != Self.key)
            #expect(
                try PasswordKeyWrap.unwrap(wrapped, key: other.secret, initializationVector: Self.vector) == nil)
        }
    }

    @Test func everyBitOfTheWrapMatters() throws {
        let wrapped = try PasswordKeyWrap.wrap(
            Self.key.secret, key: Self.key.secret, initializationVector: Self.vector, random: SystemRandomSource())
        for bit in 0..<(8 * wrapped.count) {
            let changed = wrapped.flipping(bit: bit)
            #expect(
                try PasswordKeyWrap.unwrap(changed, key: Self.key.secret, initializationVector: Self.vector) == nil)
        }
    }
}
