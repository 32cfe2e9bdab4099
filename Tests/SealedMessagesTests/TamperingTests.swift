import Foundation
import SealedMessages
import Testing

/// Everything that somebody without the key can do to messages.
struct TamperingTests {
    private static let frameSize = 64
    private static let sealedFrameSize = 80
    private static let headerSize = 87
    private static let context: [UInt8] = Array("invoice 4711".utf8)

    private let key: SealingKey
    private let plaintext: [UInt8]
    /// Four frames, of which the last is short.
    private let message: [UInt8]

    init() throws {
        key = try SealingKey.test()
        plaintext = [UInt8](0..<200)
        message = try MessageSealer.seal(plaintext, with: key, context: Self.context, frameSize: Self.frameSize)
    }

    private var header: [UInt8] { Array(message[..<Self.headerSize]) }
    private var frames: [[UInt8]] { Array(message[Self.headerSize...]).pieces(of: Self.sealedFrameSize) }

    private func refusal(of message: [UInt8]) -> CryptographyError.Code? {
        SealedMessagesTests.refusal(of: message, with: key, context: Self.context)
    }

    @Test func untouchedItOpens() {
        #expect(refusal(of: message) == nil)
        #expect(frames.map(\.count) == [80, 80, 80, 24])
        #expect(refusal(of: header + frames.joined()) == nil)
    }

    @Test func everyBitMatters() {
        for bit in 0..<(8 * message.count) {
            let expected: Set<CryptographyError.Code> =
                switch bit / 8 {
                case 0, 1: [.unsupported]
                // Another size of frames, or one that is not possible.
                case 2: [.notAuthentic, .malformed]
                case 3..<23: [.keyNotFound]
                default: [.notAuthentic]
                }
            let code = refusal(of: message.flipping(bit: bit))
            #expect(code.map { expected.contains($0) } == true, "bit \(bit): \(String(describing: code))")
        }
    }

    @Test func everyTruncationIsRefused() {
        for count in message.indices {
            let code = refusal(of: Array(message[..<count]))
            #expect(code == (count < Self.headerSize ? .malformed : .notAuthentic))
        }
    }

    @Test func everyExtensionIsRefused() {
        for count in 1...200 {
            #expect(refusal(of: message + [UInt8](repeating: 0, count: count)) == .notAuthentic)
        }
        #expect(refusal(of: message + frames[3]) == .notAuthentic)
        #expect(refusal(of: message + message) == .notAuthentic)
    }

    @Test func framesStayInTheirOrder() {
        for one in 0..<4 {
            var without = frames
            without.remove(at: one)
            #expect(refusal(of: header + without.joined()) == .notAuthentic)
            var twice = frames
            twice.insert(frames[one], at: one)
            #expect(refusal(of: header + twice.joined()) == .notAuthentic)
            for other in 0..<one {
                var swapped = frames
                swapped.swapAt(one, other)
                #expect(refusal(of: header + swapped.joined()) == .notAuthentic)
            }
        }
    }

    /// The last frame of a message whose length is a multiple of the frame's looks like any other.
    @Test func aWholeLastFrameCannotBeLeftOut() throws {
        let whole = try MessageSealer.seal(
            [UInt8](0..<192), with: key, context: Self.context, frameSize: Self.frameSize)
        #expect(whole.count == Self.headerSize + 3 * Self.sealedFrameSize)
        #expect(refusal(of: whole) == nil)
        #expect(refusal(of: whole.dropLast(Self.sealedFrameSize)) == .notAuthentic)
        #expect(refusal(of: whole + whole.suffix(Self.sealedFrameSize)) == .notAuthentic)
    }

    @Test func framesBelongToTheirMessage() throws {
        let other = try MessageSealer.seal(plaintext, with: key, context: Self.context, frameSize: Self.frameSize)
        #expect(refusal(of: header + other[Self.headerSize...]) == .notAuthentic)
        #expect(refusal(of: Array(other[..<Self.headerSize]) + frames.joined()) == .notAuthentic)
    }

    @Test func anotherContextOpensNothing() {
        for other in ["invoice 4712", "invoice 471", "invoice 47111", ""] {
            #expect(
                SealedMessagesTests.refusal(of: message, with: key, context: Array(other.utf8)) == .notAuthentic)
        }
    }

    @Test func anotherKeyOpensNothing() throws {
        let otherBytes = try SealingKey.test(byte: 0x5B)
        #expect(SealedMessagesTests.refusal(of: message, with: otherBytes, context: Self.context) == .notAuthentic)
        for other in [try SealingKey.test(version: 8), try SealingKey.test(guid: UUID())] {
            #expect(SealedMessagesTests.refusal(of: message, with: other, context: Self.context) == .keyNotFound)
        }
    }

    /// The very bytes under another name are another key.
    @Test func aKeyringMustGiveTheKeyThatItIsAskedFor() throws {
        let otherName = try SealingKey.test(version: 8)
        let error = #expect(throws: CryptographyError.self) {
            try MessageOpener.open(message, with: Keyring { _ in otherName }, context: Self.context)
        }
        #expect(error?.code == .keyNotFound)
    }

    @Test func otherBytesAreNoMessages() throws {
        #expect(refusal(of: []) == .malformed)
        #expect(refusal(of: [UInt8](repeating: 0, count: 500)) == .unsupported)
        #expect(refusal(of: [UInt8](repeating: 1, count: 500)) == .malformed)
        for _ in 0..<1000 { #expect(refusal(of: try SystemRandomSource().test(150)) != nil) }
    }

    /// What was released before a change is the true beginning, and nothing is released after it.
    @Test func nothingIsReleasedFromAChangedFrameOn() throws {
        let changed = message.flipping(bit: 8 * (Self.headerSize + Self.sealedFrameSize + 5))
        var opener = MessageOpener(Keyring([key]), context: Self.context)
        var released: [UInt8] = []
        var codes: [CryptographyError.Code] = []
        for piece in changed.pieces(of: 10) {
            do throws(CryptographyError) {
                unsafe try opener.update(piece.span.bytes, into: &released)
            } catch {
                codes.append(error.code)
            }
        }
        #expect(Set(codes) == [.notAuthentic])
        #expect(codes.count > 1)
        do throws(CryptographyError) {
            try opener.finish(into: &released)
            Issue.record("A changed message was finished.")
        } catch {
            #expect(error.code == .notAuthentic)
        }
        #expect(released == Array(plaintext[..<Self.frameSize]))
    }

    /// Somebody who goes on after a refusal gets nothing either, although the next frames are as they should be.
    @Test func afterARefusalNothingPasses() throws {
        let changed = frames[1].flipping(bit: 3)
        var opener = MessageOpener(Keyring([key]), context: Self.context)
        var released: [UInt8] = []
        var codes: [CryptographyError.Code] = []
        for piece in [header + frames[0] + changed + [0], frames[2] + frames[3], frames[3]] {
            do throws(CryptographyError) {
                unsafe try opener.update(piece.span.bytes, into: &released)
            } catch {
                codes.append(error.code)
            }
        }
        #expect(codes == [.notAuthentic, .notAuthentic, .notAuthentic])
        #expect(released == Array(plaintext[..<Self.frameSize]))
    }

    @Test func nothingOfAKeyIsPrinted() throws {
        let keyring = Keyring([key])
        var dumped = "\(key) \(String(reflecting: key)) \(keyring)"
        dump(key, to: &dumped)
        dump(keyring, to: &dumped)
        for trace in ["5a5a", "5A5A", "90, 90"] { #expect(!dumped.contains(trace)) }
    }
}
