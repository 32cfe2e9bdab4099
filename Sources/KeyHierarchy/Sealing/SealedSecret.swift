/// An encrypted secret, as a store keeps it: opaque bytes, in the form that `Documentation/StoredFormats.md` describes.
///
/// A store writes the bytes and gives them back; what they mean is of no interest to it. They come from rows that
/// anybody may have changed, so nothing is believed about them before they are opened: every length is checked then,
/// and the cost of a derivation is bounded before it is carried out.
public struct SealedSecret: Sendable {
    /// The bytes, when there are few enough, and their number in the last byte. An AES-256 key under another key takes 61:
    /// millions of those are encrypted again when a service master key is replaced, and an allocation for each costs as
    /// much as half the encryption.
    ///
    /// Words rather than bytes, so that they are copied in aligned registers, and the number among them: to read two
    /// writes back as one, or one from the middle of another, the processor waits until they have reached the cache.
    private var inline = InlineArray<8, UInt64>(repeating: 0)
    /// The bytes, when there are more.
    private var outOfLine: [UInt8]?

    private static let inlineCapacity = 63

    /// The longest form in bytes that is opened: room for a credential's secret of 8,000 bytes.
    public static let maximumSize = 8192

    /// The number of bytes.
    public var count: Int {
        outOfLine?.count ?? inlineCount
    }

    @inline(__always)
    private var inlineCount: Int {
        Int(unsafe inline.span.bytes.unsafeLoad(fromByteOffset: Self.inlineCapacity, as: UInt8.self))
    }

    /// Creates a value from bytes, as a store reads them.
    ///
    /// - Parameter bytes: Any number of bytes, unchecked.
    public init(_ bytes: [UInt8]) {
        unsafe fill(count: bytes.count) { unsafe $0.copyBytes(from: bytes) }
    }

    /// Creates a value from bytes, as a store reads them.
    ///
    /// - Parameter bytes: Any number of bytes, unchecked.
    public init(_ bytes: RawSpan) {
        fill(from: bytes)
    }

    /// Creates a value without bytes, for ``fill(count:with:)``.
    package init() {}

    /// Takes `count` bytes, which `initialize` writes, in the place of those that were there.
    ///
    /// - Throws: What `initialize` throws; what the value holds then opens nothing.
    package mutating func fill<Failure: Error>(
        count: Int,
        with initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        inline = InlineArray(repeating: 0)
        if count <= Self.inlineCapacity {
            outOfLine = nil
            var span = inline.mutableSpan
            unsafe try span.withUnsafeMutableBytes { buffer throws(Failure) in
                let memory = UnsafeMutableRawBufferPointer(buffer)
                unsafe memory[Self.inlineCapacity] = UInt8(count)
                unsafe try initialize(UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
            }
        } else {
            var bytes = [UInt8](repeating: 0, count: count)
            var span = bytes.mutableSpan
            unsafe try span.withUnsafeMutableBytes(initialize)
            outOfLine = bytes
        }
    }

    /// Takes a copy of bytes in the place of those that were there.
    package mutating func fill(from bytes: RawSpan) {
        unsafe fill(count: bytes.byteCount) { memory in
            unsafe bytes.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
        }
    }

    /// Calls `body` with the bytes.
    ///
    /// - Parameter body: What to do with them.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let outOfLine { return try outOfLine.withRawSpan(body) }
        return try body(unsafe inline.span.bytes.extracting(first: inlineCount))
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] {
        outOfLine ?? withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }
}

extension SealedSecret: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.outOfLine == right.outOfLine && left.inline.indices.allSatisfy { left.inline[$0] == right.inline[$0] }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        withBytes { bytes in
            unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }
}

extension SealedSecret: ExpressibleByArrayLiteral {
    /// Creates a value from bytes, for tests.
    ///
    /// - Parameter elements: The bytes.
    public init(arrayLiteral elements: UInt8...) {
        self.init(elements)
    }
}
