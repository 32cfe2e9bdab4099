import KeyCryptography
import SealedMessages
import Testing

/// A message opens under one key only, even one that was made to open under two.
///
/// AES-GCM does not promise that: here is a ciphertext with one tag that is right under two keys. Its one free block is the
/// solution of a linear equation in the field that GHASH calculates in.
struct CommitmentTests {
    private let keys: [SealingKey]
    private let messageID = [UInt8](repeating: 0x33, count: 32)

    init() throws {
        keys = try [SealingKey.test(byte: 1), .test(byte: 2)]
    }

    /// Derives what `Documentation/SealedMessageFormat.md` says, from the bytes of the test's keys.
    private func derived(_ byte: UInt8) throws -> [UInt8] {
        try KeyDerivation.hkdf(
            .sha512, from: SecretBytes([UInt8](repeating: byte, count: 32)), salt: messageID,
            info: Array("SealedMessages v1".utf8), count: 64
        ).withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }

    @Test func aCiphertextThatOpensUnderTwoKeysIsNoMessageOfTheSecond() throws {
        let (first, second) = (try derived(1), try derived(2))
        // A genuine header, with the commitment to the first key.
        let genuine = try MessageSealer.seal([], with: keys[0], random: FixedSource(bytes: messageID))
        let header = Array(genuine[..<87])
        #expect(Array(header[55...]) == Array(first[32...]))
        let nonce = [UInt8](repeating: 0, count: 11) + [1]
        let sealed = try CollidingCiphertext(
            keys: (Array(first[..<32]), Array(second[..<32])), nonce: nonce, associatedData: header
        ).sealed

        // Both keys open it, to different plaintexts …
        let plaintexts = try [first, second].map { derived in
            try AES256GCM(.opening, key: SecretBytes(Array(derived[..<32])))
                .open(sealed, nonce: nonce, associatedData: header)
                .withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
        }
        #expect(plaintexts[0] != plaintexts[1])
        // … and as a message only the one that the header commits to.
        #expect(try MessageOpener.open(header + sealed, with: Keyring([keys[0]])) == plaintexts[0])
        #expect(refusal(of: header + sealed, with: keys[1]) == .notAuthentic)
        // Nor with the commitment of the second: then the header is another one, and the tag is wrong under both.
        let other = header[..<55] + second[32...]
        #expect(refusal(of: other + sealed, with: keys[0]) == .notAuthentic)
        #expect(refusal(of: other + sealed, with: keys[1]) == .notAuthentic)
    }
}
