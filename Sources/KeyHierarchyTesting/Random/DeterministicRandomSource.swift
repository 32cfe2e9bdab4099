#if DEBUG || InsecureTesting
public import KeyHierarchy

/// A random source whose bytes are the same for the same seed: in every process, on every platform.
///
/// It makes keys that anybody can compute, and nonces that repeat with the seed; what is sealed with them is not
/// secret. It exists in debug builds, and in others when a manifest enables the trait `InsecureTesting` of this
/// package. Without it a release build that reaches for it does not compile.
///
/// The bytes are one stream, however it is cut: SplitMix64's numbers, each with its lowest byte first. Where several
/// threads draw at once, which of them gets which part is up to chance.
public final class DeterministicRandomSource: RandomSource {
    private struct Stream {
        var generator: SplitMix64
        var word: UInt64 = 0
        var bytesLeft = 0

        mutating func next() -> UInt8 {
            if bytesLeft == 0 {
                word = generator.next()
                bytesLeft = 8
            }
            defer {
                word >>= 8
                bytesLeft -= 1
            }
            return UInt8(truncatingIfNeeded: word)
        }
    }

    private let stream: Guarded<Stream>

    /// Creates a source that begins its stream anew.
    ///
    /// - Parameter seed: Which stream; two hierarchies that share one seed have the same keys.
    public init(seed: UInt64) {
        stream = Guarded(Stream(generator: SplitMix64(seed: seed)))
    }

    /// Fills `bytes` with the next part of the stream.
    public func fill(_ bytes: inout MutableRawSpan) {
        stream.withLock { stream in
            for offset in 0..<bytes.byteCount {
                bytes.storeBytes(of: stream.next(), toByteOffset: offset, as: UInt8.self)
            }
        }
    }
}
#endif
