import KeyHierarchy

/// Draws from another source in large pieces: a call of the system's costs as much as deriving a fingerprint.
///
/// What is drawn lies in ordinary memory until it is used, keys too: good enough to fill an instance for a test.
final class BufferedRandomSource: RandomSource {
    private let base: any RandomSource
    private let buffer = Guarded<ArraySlice<UInt8>>([])

    private static let size = 16_384

    init(_ base: any RandomSource) {
        self.base = base
    }

    func fill(_ bytes: inout MutableRawSpan) throws {
        try buffer.withLock { buffer in
            for offset in 0..<bytes.byteCount {
                if buffer.isEmpty { buffer = try base.bytes(Self.size)[...] }
                bytes.storeBytes(of: buffer.removeFirst(), toByteOffset: offset, as: UInt8.self)
            }
        }
    }
}
