/// Cuts what comes in, in pieces of any size, into frames of one size, and keeps the last one back: whether it is the last
/// shows when the end comes.
struct FrameBuffer {
    private(set) var pending: [UInt8] = []
    let frameSize: Int

    /// Takes bytes in, and calls `body` with each frame that is not the last.
    ///
    /// - Parameters:
    ///   - bytes: Any number of bytes.
    ///   - cipher: What `body` gets: a closure cannot change what stands beside this buffer in one value.
    ///   - body: Seals or opens a frame.
    mutating func add<Cipher: ~Copyable, Failure: Error>(
        _ bytes: RawSpan,
        to cipher: inout Cipher,
        _ body: (inout Cipher, RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        var rest = bytes
        while pending.count + rest.byteCount > frameSize {
            let missing = frameSize - pending.count
            if pending.isEmpty {
                try body(&cipher, rest.extracting(first: missing))
            } else {
                append(rest.extracting(first: missing))
                unsafe try body(&cipher, pending.span.bytes)
                pending.removeAll(keepingCapacity: true)
            }
            rest = rest.extracting(droppingFirst: missing)
        }
        append(rest)
    }

    private mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe pending.append(contentsOf: $0) }
    }
}
