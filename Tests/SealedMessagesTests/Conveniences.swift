import Foundation
import SealedMessages

/// Gives the bytes that it was made with, again and again.
struct FixedSource: RandomSource {
    let bytes: [UInt8]

    func fill(_ memory: inout MutableRawSpan) {
        for offset in memory.byteOffsets {
            unsafe memory.storeBytes(
                of: bytes[offset % bytes.count], toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

extension SealingKey {
    /// A key for tests, whose bytes are all the same.
    static func test(version: UInt32 = 7, byte: UInt8 = 0x5A, guid: UUID = testGUID) throws -> SealingKey {
        let bytes = [UInt8](repeating: byte, count: SealingKey.size)
        return try SealingKey(Identifier(guid: guid, version: version), bytes: SecretBytes(bytes))
    }

    static let testGUID = UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

extension SecretBytes {
    /// A secret that is none: it holds what a vector or a test wrote down.
    init(_ bytes: [UInt8]) {
        unsafe self.init(copying: bytes.span.bytes)
    }
}

extension MessageSealer {
    /// Seals a message in pieces.
    static func seal(
        pieces: [[UInt8]],
        with key: SealingKey,
        context: [UInt8] = [],
        frameSize: Int
    ) throws -> [UInt8] {
        var message: [UInt8] = []
        var sealer = try MessageSealer(key, context: context, frameSize: frameSize)
        for piece in pieces { unsafe try sealer.update(piece.span.bytes, into: &message) }
        try sealer.finish(into: &message)
        return message
    }
}

extension MessageOpener {
    /// Opens a message in pieces.
    static func open(pieces: [[UInt8]], with key: SealingKey, context: [UInt8] = []) throws -> [UInt8] {
        var plaintext: [UInt8] = []
        var opener = MessageOpener(Keyring([key]), context: context)
        for piece in pieces { unsafe try opener.update(piece.span.bytes, into: &plaintext) }
        try opener.finish(into: &plaintext)
        return plaintext
    }
}

extension [UInt8] {
    /// The same bytes with one bit turned over.
    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }

    /// Pieces of a length each; the last may be shorter.
    func pieces(of size: Int) -> [[UInt8]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

/// The code with which a message is refused, or `nil` when it opens.
func refusal(
    of message: [UInt8],
    with key: SealingKey,
    context: [UInt8] = []
) -> CryptographyError.Code? {
    do throws(CryptographyError) {
        _ = try MessageOpener.open(message, with: Keyring([key]), context: context)
        return nil
    } catch {
        return error.code
    }
}
