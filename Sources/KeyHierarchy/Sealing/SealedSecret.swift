/// An encrypted secret, as a store keeps it: opaque bytes, in the form that `Documentation/StoredFormats.md` describes.
///
/// A store writes the bytes and gives them back; what they mean is of no interest to it. They come from rows that
/// anybody may have changed, so nothing is believed about them before they are opened: every length is checked then,
/// and the cost of a derivation is bounded before it is carried out.
public struct SealedSecret: Sendable {
    /// How many bytes lie in the value itself: an AES-256 key under another key. Millions of those are encrypted again
    /// when a service master key is replaced, and an allocation for each costs as much as half the encryption.
    private static let inlineCapacity = 61

    /// The bytes, when there are few enough.
    private let inline: InlineArray<61, UInt8>
    private let inlineCount: UInt8
    /// The bytes, when there are more.
    private let outOfLine: [UInt8]?

    /// The longest form in bytes that is opened: room for a credential's secret of 8,000 bytes.
    public static let maximumSize = 8192

    /// The number of bytes.
    public var count: Int {
        outOfLine?.count ?? Int(inlineCount)
    }

    /// Creates a value from bytes, as a store reads them.
    ///
    /// - Parameter bytes: Any number of bytes, unchecked.
    public init(_ bytes: [UInt8]) {
        unsafe self.init(count: bytes.count) { unsafe $0.copyBytes(from: bytes) }
    }

    /// Creates a value from bytes, as a store reads them.
    ///
    /// - Parameter bytes: Any number of bytes, unchecked.
    public init(_ bytes: RawSpan) {
        unsafe self.init(count: bytes.byteCount) { memory in
            unsafe bytes.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
        }
    }

    /// Creates a value of `count` bytes that `initialize` fills; the memory is zero when it is called.
    package init<Failure: Error>(
        count: Int,
        initializingWith initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var inline = InlineArray<61, UInt8>(repeating: 0)
        var outOfLine: [UInt8]?
        if count <= Self.inlineCapacity {
            var span = inline.mutableSpan
            unsafe try span.withUnsafeMutableBytes { buffer throws(Failure) in
                unsafe try initialize(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
            }
        } else {
            var bytes = [UInt8](repeating: 0, count: count)
            var span = bytes.mutableSpan
            unsafe try span.withUnsafeMutableBytes(initialize)
            outOfLine = bytes
        }
        self.inline = inline
        inlineCount = outOfLine == nil ? UInt8(count) : 0
        self.outOfLine = outOfLine
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
        return try body(unsafe inline.span.bytes.extracting(first: Int(inlineCount)))
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] {
        outOfLine ?? withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }
}

extension SealedSecret: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard left.count == right.count else { return false }
        if let bytes = left.outOfLine { return bytes == right.outOfLine }
        return (0..<left.count).allSatisfy { left.inline[$0] == right.inline[$0] }
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
    /// Creates a value from bytes, for tests.
    public init(arrayLiteral elements: UInt8...) {
        self.init(elements)
    }
}
