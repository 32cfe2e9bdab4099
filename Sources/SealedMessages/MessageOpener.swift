/// Opens one message that a ``MessageSealer`` made.
///
/// For a message in memory there is ``open(_:with:context:)``. A longer one is given in pieces, and takes no more memory than
/// two of its frames:
///
/// ```swift
/// var opener = MessageOpener(keyring, context: Array("invoice 4711".utf8))
/// for piece in pieces { try opener.update(piece, into: &plaintext) }
/// try opener.finish(into: &plaintext)
/// ```
///
/// Each frame is released when its own tag has been checked, and nothing before. Until ``finish(into:)`` has returned, what was
/// released is the true beginning of the message, of which more may be missing: do nothing with it that cannot be undone.
public struct MessageOpener: ~Copyable {
    private let keyring: Keyring
    private let context: [UInt8]
    /// The bytes of the header, until there are all of them.
    private var header: [UInt8] = []
    private var frames: FrameCipher?
    private var buffer = FrameBuffer(frameSize: 0)
    /// Why an earlier piece was refused: no later one may pass.
    private var failure: CryptographyError?

    /// Begins to open a message.
    ///
    /// - Parameters:
    ///   - keyring: The keys that the message may be sealed with.
    ///   - context: What the message has to be about: the very bytes that it was sealed with.
    public init(_ keyring: Keyring, context: [UInt8] = []) {
        self.keyring = keyring
        self.context = context
    }

    /// Adds a piece of the message.
    ///
    /// - Parameters:
    ///   - message: Any number of bytes.
    ///   - plaintext: Where the plaintext goes on: what has been found authentic is appended.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `notAuthentic` when the key has other bytes, the context
    ///   is another one, or the message was changed; `keyNotFound`; `malformed` or `unsupported` when it is no sealed message,
    ///   or one of a newer version; `tooLong` for a context of more than 1 MiB, which no message has. Every later call throws
    ///   the same.
    public mutating func update(_ message: RawSpan, into plaintext: inout [UInt8]) throws(CryptographyError) {
        if let failure { throw failure }
        do throws(CryptographyError) {
            try add(message, into: &plaintext)
        } catch {
            failure = error
            throw error
        }
    }

    /// Ends the message: only now is it known to be whole.
    ///
    /// - Parameter plaintext: Where the plaintext goes on: its end is appended.
    /// - Throws: As ``update(_:into:)``; `malformed` when not even the header is there, and `notAuthentic` when the message was
    ///   cut short behind it, or something was put behind its end.
    public consuming func finish(into plaintext: inout [UInt8]) throws(CryptographyError) {
        if let failure { throw failure }
        guard frames != nil else { throw SealedMessageHeader.cutShort }
        let last = buffer.pending
        guard last.count >= FrameCipher.tagSize else { throw Self.cutShort }
        // An empty frame ends an empty message, and no other: one plaintext shall not have two forms.
        guard last.count > FrameCipher.tagSize || frames?.index == 0 else { throw Self.cutShort }
        unsafe try frames?.open(last.span.bytes, isLast: true, into: &plaintext)
    }

    /// Opens a message as a whole.
    ///
    /// - Parameters:
    ///   - message: Any bytes.
    ///   - keyring: The keys that the message may be sealed with.
    ///   - context: The very bytes that it was sealed with.
    /// - Returns: The plaintext, all of it.
    /// - Throws: As ``finish(into:)``.
    public static func open(
        _ message: [UInt8],
        with keyring: Keyring,
        context: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        var opener = MessageOpener(keyring, context: context)
        var plaintext: [UInt8] = []
        plaintext.reserveCapacity(message.count)
        unsafe try opener.update(message.span.bytes, into: &plaintext)
        try opener.finish(into: &plaintext)
        return plaintext
    }

    private mutating func add(_ message: RawSpan, into plaintext: inout [UInt8]) throws(CryptographyError) {
        var rest = message
        if frames == nil {
            let missing = min(SealedMessageHeader.size - header.count, rest.byteCount)
            unsafe rest.extracting(first: missing).withUnsafeBytes { unsafe header.append(contentsOf: $0) }
            rest = rest.extracting(droppingFirst: missing)
            guard header.count == SealedMessageHeader.size else { return }
            try begin(SealedMessageHeader(header))
        }
        try buffer.add(rest, to: &frames) { frames, frame throws(CryptographyError) in
            try frames?.open(frame, isLast: false, into: &plaintext)
        }
    }

    private mutating func begin(_ header: SealedMessageHeader) throws(CryptographyError) {
        let keys = try MessageKeys(keyring.key(header.key), messageID: header.messageID)
        let isCommitted = unsafe keys.commitment.span.bytes.isEqualInConstantTime(to: header.commitment.span.bytes)
        guard isCommitted else {
            throw CryptographyError(
                .notAuthentic, "The message was sealed with a key of the same name and other bytes, or was changed.")
        }
        frames = try FrameCipher(.opening, header, context: context, key: keys.encryption)
        buffer = FrameBuffer(frameSize: header.frameSize + FrameCipher.tagSize)
    }

    private static var cutShort: CryptographyError {
        CryptographyError(.notAuthentic, "The message is cut short, or was changed.")
    }
}
