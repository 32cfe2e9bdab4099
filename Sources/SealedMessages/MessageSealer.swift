/// Seals one message: encrypts it so that it opens with its key alone, in the context that it was made for, and as a whole.
///
/// For a message in memory there is ``seal(_:with:context:frameSize:random:)``. A longer one is given in pieces, and takes
/// no more memory than two frames:
///
/// ```swift
/// var sealer = try MessageSealer(key, context: Array("invoice 4711".utf8))
/// for piece in pieces { try sealer.update(piece, into: &message) }
/// try sealer.finish(into: &message)
/// ```
///
/// Between the calls, what is in `message` can be written away and removed.
public struct MessageSealer: ~Copyable {
    private var frames: FrameCipher
    private var buffer: FrameBuffer
    /// Until it has been written.
    private var header: [UInt8]

    /// The length of a frame in bytes, unless another is chosen: 64 KiB.
    public static let defaultFrameSize = 1 << 16

    /// Begins a message.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - context: What the message is about: it is not part of the message, and has to be given again to open it, so that
    ///     a message does not pass for another. Every frame is bound to it, so it should be short; it has at most 1 MiB.
    ///   - frameSize: The length of a frame in bytes, a power of two from 64 to 1,048,576: how much is encrypted, and later
    ///     released, at a time. Each frame takes 16 bytes more.
    ///   - random: Where the identity of the message comes from, of which its key is derived.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `tooLong` for the context; `randomnessUnavailable`, or
    ///   `libraryFailure`.
    public init(
        _ key: SealingKey,
        context: [UInt8] = [],
        frameSize: Int = MessageSealer.defaultFrameSize,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) {
        precondition(SealedMessageHeader.frameSizes.contains(frameSize) && frameSize.nonzeroBitCount == 1)
        let messageID = try random.bytes(SealedMessageHeader.messageIDSize)
        let keys = try MessageKeys(key, messageID: messageID)
        let header = SealedMessageHeader(
            key: key.id, frameSize: frameSize, messageID: messageID, commitment: keys.commitment)
        frames = try FrameCipher(.sealing, header, context: context, key: keys.encryption)
        buffer = FrameBuffer(frameSize: frameSize)
        self.header = header.bytes
    }

    /// Adds a piece of the plaintext.
    ///
    /// - Parameters:
    ///   - plaintext: Any number of bytes.
    ///   - message: Where the message goes on: what is ready of it is appended.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `tooLong` above 2^32 frames, or `libraryFailure`. The
    ///   message cannot be finished then.
    public mutating func update(_ plaintext: RawSpan, into message: inout [UInt8]) throws(CryptographyError) {
        writeHeader(into: &message)
        try buffer.add(plaintext, to: &frames) { frames, frame throws(CryptographyError) in
            try frames.seal(frame, isLast: false, into: &message)
        }
    }

    /// Ends the message. Without it, what was written opens as nothing but the beginning of a message that was cut short.
    ///
    /// - Parameter message: Where the message goes on: its end is appended.
    /// - Throws: As ``update(_:into:)``.
    public consuming func finish(into message: inout [UInt8]) throws(CryptographyError) {
        writeHeader(into: &message)
        let last = buffer.pending
        unsafe try frames.seal(last.span.bytes, isLast: true, into: &message)
    }

    /// Seals a message as a whole.
    ///
    /// - Parameters:
    ///   - plaintext: Any number of bytes.
    ///   - key: The key.
    ///   - context: What the message is about; it has to be given again to open it.
    ///   - frameSize: The length of a frame in bytes, a power of two from 64 to 1,048,576.
    ///   - random: Where the identity of the message comes from.
    /// - Returns: The message: 103 bytes more for a plaintext of up to one frame, and 16 for each further frame.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `tooLong` for a context of more than 1 MiB;
    ///   `randomnessUnavailable`, or `libraryFailure`.
    public static func seal(
        _ plaintext: [UInt8],
        with key: SealingKey,
        context: [UInt8] = [],
        frameSize: Int = MessageSealer.defaultFrameSize,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> [UInt8] {
        var sealer = try MessageSealer(key, context: context, frameSize: frameSize, random: random)
        var message: [UInt8] = []
        let frameCount = plaintext.count / frameSize + 1
        message.reserveCapacity(SealedMessageHeader.size + plaintext.count + frameCount * FrameCipher.tagSize)
        unsafe try sealer.update(plaintext.span.bytes, into: &message)
        try sealer.finish(into: &message)
        return message
    }

    private mutating func writeHeader(into message: inout [UInt8]) {
        message.append(contentsOf: header)
        header = []
    }
}
