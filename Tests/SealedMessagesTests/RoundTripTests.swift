import SealedMessages
import Testing

struct RoundTripTests {
    private static let frameSize = 64
    private static let headerSize = 87

    @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 129, 1000])
    func everyLengthComesBack(count: Int) throws {
        let key = try SealingKey.test()
        let plaintext = try SystemRandomSource().test(count)
        let message = try MessageSealer.seal(plaintext, with: key, context: [1, 2], frameSize: Self.frameSize)
        let frames = max(1, (count + Self.frameSize - 1) / Self.frameSize)
        #expect(message.count == Self.headerSize + count + 16 * frames)
        #expect(try MessageOpener.open(message, with: Keyring([key]), context: [1, 2]) == plaintext)
    }

    @Test(arguments: [64, 1 << 10, 1 << 16, 1 << 20])
    func everyFrameSizeComesBack(frameSize: Int) throws {
        let key = try SealingKey.test()
        let plaintext = try SystemRandomSource().test(3 * frameSize + 5)
        let message = try MessageSealer.seal(plaintext, with: key, frameSize: frameSize)
        #expect(try SealedMessageHeader(message).frameSize == frameSize)
        #expect(try MessageOpener.open(message, with: Keyring([key])) == plaintext)
    }

    /// However a message is cut into pieces, sealing and opening give the same.
    @Test(arguments: [1, 2, 15, 16, 63, 64, 65, 79, 80, 81, 87, 88, 500])
    func piecesMakeNoDifference(size: Int) throws {
        let key = try SealingKey.test()
        for count in [0, 1, 64, 65, 300] {
            let plaintext = try SystemRandomSource().test(count)
            let message = try MessageSealer.seal(
                pieces: plaintext.pieces(of: size), with: key, context: [3], frameSize: Self.frameSize)
            #expect(try MessageOpener.open(message, with: Keyring([key]), context: [3]) == plaintext)
            #expect(try MessageOpener.open(pieces: message.pieces(of: size), with: key, context: [3]) == plaintext)
        }
    }

    @Test func aContextHasALimit() throws {
        let key = try SealingKey.test()
        let context = [UInt8](repeating: 7, count: 1 << 20)
        let message = try MessageSealer.seal([1], with: key, context: context)
        #expect(try MessageOpener.open(message, with: Keyring([key]), context: context) == [1])
        for refused in [
            #expect(throws: CryptographyError.self) {
                _ = try MessageSealer.seal([1], with: key, context: context + [7])
            },
            #expect(throws: CryptographyError.self) {
                _ = try MessageOpener.open(message, with: Keyring([key]), context: context + [7])
            },
        ] {
            #expect(refused?.code == .tooLong)
        }
    }

    @Test func emptyPiecesAreNothing() throws {
        let key = try SealingKey.test()
        let message = try MessageSealer.seal(pieces: [[], [1], [], [], [2], []], with: key, frameSize: Self.frameSize)
        #expect(try MessageOpener.open(pieces: [[]] + message.pieces(of: 40) + [[]], with: key) == [1, 2])
    }

    /// A frame is released when the next one begins, not only at the end, and is kept no longer than that.
    @Test func framesAreReleasedOneByOne() throws {
        let key = try SealingKey.test()
        let plaintext = [UInt8](0..<200)
        let message = try MessageSealer.seal(plaintext, with: key, frameSize: Self.frameSize)
        var opener = MessageOpener(Keyring([key]))
        var released: [UInt8] = []
        for (offset, byte) in message.enumerated() {
            unsafe try opener.update([byte].span.bytes, into: &released)
            let frames = max(0, offset - Self.headerSize) / (Self.frameSize + 16)
            #expect(released == Array(plaintext[..<(frames * Self.frameSize)]))
        }
        try opener.finish(into: &released)
        #expect(released == plaintext)
    }

    @Test func twoMessagesOfOnePlaintextHaveNothingInCommon() throws {
        let key = try SealingKey.test()
        let messages = try (0..<2).map { _ in Array(try MessageSealer.seal([1, 2, 3], with: key)[23...]) }
        #expect(messages[0] != messages[1])
        #expect(zip(messages[0], messages[1]).filter { $0 == $1 }.count < 20)
    }

    @Test func theHeaderNamesTheKey() throws {
        let key = try SealingKey.test(version: 0xDEAD_BEEF)
        let header = try SealedMessageHeader(MessageSealer.seal([1], with: key))
        #expect(header.key == key.id)
        #expect(header.key.version == 0xDEAD_BEEF)
        #expect(header.frameSize == 65_536)
        #expect(SealedMessageHeader.size == Self.headerSize)
    }

    @Test func aKeyringOpensWhatOlderVersionsHaveSealed() throws {
        let keys = try (0..<3).map { try SealingKey.test(version: $0, byte: UInt8($0)) }
        let messages = try keys.map { try MessageSealer.seal([UInt8($0.id.version)], with: $0) }
        let keyring = Keyring(keys)
        let asked = Keyring { id in keys.first { $0.id == id } }
        for (version, message) in messages.enumerated() {
            #expect(try MessageOpener.open(message, with: keyring) == [UInt8(version)])
            #expect(try MessageOpener.open(message, with: asked) == [UInt8(version)])
        }
    }

    @Test func ofTwoKeysWithOneNameTheFirstCounts() throws {
        let (first, second) = (try SealingKey.test(byte: 1), try SealingKey.test(byte: 2))
        let message = try MessageSealer.seal([9], with: first)
        #expect(try MessageOpener.open(message, with: Keyring([first, second])) == [9])
        #expect(throws: CryptographyError.self) { try MessageOpener.open(message, with: Keyring([second, first])) }
    }

    @Test(arguments: [0, 16, 31, 33, 64]) func aKeyHas32Bytes(count: Int) throws {
        let error = #expect(throws: CryptographyError.self) {
            try SealingKey(
                SealingKey.Identifier(guid: SealingKey.testGUID, version: 1),
                bytes: SecretBytes([UInt8](repeating: 1, count: count)))
        }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: [0, 1, 32, 63, 65, 100, 1 << 21]) func otherFrameSizesAreAMistakeOfTheProgram(size: Int) async {
        await #expect(processExitsWith: .failure) { [size] in
            _ = try MessageSealer.seal([1], with: .test(), frameSize: size)
        }
    }
}

extension SystemRandomSource {
    /// Random bytes for a test.
    func test(_ count: Int) throws -> [UInt8] {
        try SecretBytes(count: count, filledBy: { memory in try fill(&memory) })
            .withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }
}
