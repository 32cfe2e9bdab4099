import KeyCryptography
import Testing

struct AES256GCMTests {
    /// The vectors for the one set of lengths that the module offers.
    private static func wycheproof(_ result: Wycheproof.Outcome, count: Int) throws -> [Wycheproof.Encryption] {
        try Wycheproof.vectors("aes_gcm_test.json", count: count) {
            $0.key.bytes.count == 32 && $0.iv.bytes.count == 12 && $0.tag?.bytes.count == 16 && $0.result == result
        }
    }

    private static let key: [UInt8] = Array(0..<32)
    private static let nonce: [UInt8] = Array(100..<112)

    private func seal(_ plaintext: [UInt8], associatedData: [UInt8] = []) throws -> [UInt8] {
        try AES256GCM(.sealing, key: SecretBytes(Self.key))
            .seal(plaintext, nonce: Self.nonce, associatedData: associatedData)
    }

    private func open(
        _ sealed: [UInt8],
        key: [UInt8] = Self.key,
        nonce: [UInt8] = Self.nonce,
        associatedData: [UInt8] = []
    ) throws -> [UInt8] {
        try AES256GCM(.opening, key: SecretBytes(key)).open(sealed, nonce: nonce, associatedData: associatedData).array
    }

    @Test(arguments: try wycheproof(.valid, count: 39))
    func sealsAndOpensEveryValidVector(vector: Wycheproof.Encryption) throws {
        let key = SecretBytes(vector.key.bytes)
        let associatedData = try #require(vector.aad).bytes
        let expected = vector.ct.bytes + (try #require(vector.tag).bytes)
        let sealed = try AES256GCM(.sealing, key: key)
            .seal(vector.msg.bytes, nonce: vector.iv.bytes, associatedData: associatedData)
        #expect(sealed == expected)
        let opened = try AES256GCM(.opening, key: key)
            .open(expected, nonce: vector.iv.bytes, associatedData: associatedData)
        #expect(opened.array == vector.msg.bytes)
    }

    @Test(arguments: try wycheproof(.invalid, count: 27))
    func opensNoInvalidVector(vector: Wycheproof.Encryption) throws {
        let sealed = vector.ct.bytes + (try #require(vector.tag).bytes)
        let associatedData = try #require(vector.aad).bytes
        let code = try refusal {
            _ = try open(sealed, key: vector.key.bytes, nonce: vector.iv.bytes, associatedData: associatedData)
        }
        #expect(code == .notAuthentic)
    }

    @Test(arguments: try PublishedVectors.vectors(\.gcm, count: 4))
    func sealsTheExamplesOfItsAuthors(vector: PublishedVectors.Encryption) throws {
        let sealed = try AES256GCM(.sealing, key: SecretBytes(vector.key.bytes))
            .seal(vector.plaintext.bytes, nonce: vector.nonce.bytes, associatedData: vector.associatedData.bytes)
        #expect(sealed == vector.ciphertext.bytes + vector.tag.bytes)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 32, 1000, 1 << 20])
    func aMessageOfAnyLengthComesBack(count: Int) throws {
        let plaintext = try SystemRandomSource().bytes(count)
        let sealed = try seal(plaintext, associatedData: [1, 2, 3])
        #expect(sealed.count == count + AES256GCM.tagSize)
        #expect(try open(sealed, associatedData: [1, 2, 3]) == plaintext)
    }

    @Test func aChangeOfAnyBitIsNoticed() throws {
        let sealed = try seal(Array(0..<32))
        for position in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[position / 8] ^= 1 << (position % 8)
            #expect(try refusal { _ = try open(changed) } == .notAuthentic, "bit \(position)")
        }
    }

    @Test func anotherKeyNonceOrAssociatedDataDoesNotOpen() throws {
        let sealed = try seal([1, 2, 3], associatedData: [4])
        let otherKey = Self.key.map { $0 ^ 1 }
        let otherNonce = Self.nonce.map { $0 ^ 1 }
        #expect(try refusal { _ = try open(sealed, key: otherKey, associatedData: [4]) } == .notAuthentic)
        #expect(try refusal { _ = try open(sealed, nonce: otherNonce, associatedData: [4]) } == .notAuthentic)
        #expect(try refusal { _ = try open(sealed, associatedData: [5]) } == .notAuthentic)
        #expect(try refusal { _ = try open(sealed, associatedData: [4, 0]) } == .notAuthentic)
        #expect(try refusal { _ = try open(sealed) } == .notAuthentic)
    }

    @Test func aTruncatedOrExtendedMessageDoesNotOpen() throws {
        let sealed = try seal(Array(0..<20))
        for count in AES256GCM.tagSize..<sealed.count {
            #expect(try refusal { _ = try open(Array(sealed[..<count])) } == .notAuthentic)
        }
        #expect(try refusal { _ = try open(sealed + [0]) } == .notAuthentic)
    }

    @Test(arguments: [0, 1, 15])
    func aMessageShorterThanItsTagIsMalformed(count: Int) throws {
        #expect(try refusal { _ = try open([UInt8](repeating: 0, count: count)) } == .malformed)
    }

    @Test func oneValueSealsManyMessages() throws {
        let sealing = try AES256GCM(.sealing, key: SecretBytes(Self.key))
        let messages: [[UInt8]] = [[], [1], Array(repeating: 7, count: 100), []]
        for message in messages {
            let sealed = try sealing.seal(message, nonce: Self.nonce, associatedData: message)
            #expect(try sealed == seal(message, associatedData: message))
        }
    }

    @Test func aRefusedMessageLeavesTheValueFitForTheNext() throws {
        let opening = try AES256GCM(.opening, key: SecretBytes(Self.key))
        let sealed = try seal([1, 2, 3])
        for _ in 0..<2 {
            let code = try refusal {
                _ = try opening.open(sealed.reversed(), nonce: Self.nonce, associatedData: [])
            }
            #expect(code == .notAuthentic)
            #expect(try opening.open(sealed, nonce: Self.nonce, associatedData: []).array == [1, 2, 3])
        }
    }

    @Test func aKeyOfAnotherLengthIsAMistakeOfTheProgram() async {
        await #expect(processExitsWith: .failure) {
            _ = try AES256GCM(.sealing, key: SecretBytes([UInt8](repeating: 0, count: 31)))
        }
    }

    @Test func aNonceOfAnotherLengthIsAMistakeOfTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let sealing = try AES256GCM(.sealing, key: SecretBytes([UInt8](repeating: 0, count: 32)))
            _ = try sealing.seal([UInt8](), nonce: [UInt8](repeating: 0, count: 11), associatedData: [])
        }
    }
}
