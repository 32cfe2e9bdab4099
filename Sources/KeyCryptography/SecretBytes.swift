import COpenSSL

/// Bytes that must not leak: key material, or what a password derives.
///
/// The memory is locked against swapping and left out of core dumps where the platform can, and wiped when the value
/// ends its life. A `SecretBytes` cannot be copied, encoded or printed; whoever needs the bytes borrows them for the
/// length of a call.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    // Sendable is unchecked because of the pointer alone: nothing writes to the memory once the secret is handed on.
    @usableFromInline
    let base: UnsafeMutableRawPointer

    /// The number of bytes.
    public let count: Int

    /// Creates a secret of `count` bytes that are zero, for whoever fills it by way of ``mutableBytes``.
    package init(zeroCount count: Int) {
        precondition(count >= 0)
        unsafe base = SecureHeap.allocate(count)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        self.count = count
    }

    /// The memory of a secret that nobody else has yet.
    ///
    /// No closure lends it: where a generic function of another module is called for each of a million secrets, that takes
    /// as long as a tenth of opening one.
    @unsafe
    package var mutableBytes: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: base, count: count)
    }

    /// Creates a secret of `count` bytes that `initialize` fills; the memory is zero when it is called.
    ///
    /// - Throws: What `initialize` throws; the memory is wiped and freed then.
    package init<Failure: Error>(
        count: Int,
        initializingWith initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count >= 0)
        let memory = unsafe SecureHeap.allocate(count)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        do {
            unsafe try initialize(UnsafeMutableRawBufferPointer(start: memory, count: count))
        } catch {
            unsafe SecureHeap.wipeAndFree(memory, count: count)
            throw error
        }
        unsafe base = memory
        self.count = count
    }

    /// Creates a secret that holds a copy of the given bytes. Wiping the original is up to the caller.
    ///
    /// - Parameter bytes: Any number of bytes, none included.
    public init(copying bytes: RawSpan) {
        unsafe self.init(count: bytes.byteCount) { memory in
            unsafe bytes.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
        }
    }

    /// Creates a secret of `count` bytes that `fill` writes in place: for what comes from a file or a device, of which no
    /// copy is then left in ordinary memory.
    ///
    /// - Parameters:
    ///   - count: How many bytes.
    ///   - fill: Writes them; they are zero when it is called.
    /// - Throws: What `fill` throws; the memory is wiped and freed then.
    public init<Failure: Error>(
        count: Int,
        filledBy fill: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        unsafe try self.init(
            count: count,
            initializingWith: { memory throws(Failure) in
                var span = unsafe memory.mutableBytes
                try fill(&span)
            })
    }

    /// Creates a secret of `count` bytes from a random source, the system's unless another is given.
    ///
    /// - Parameters:
    ///   - count: The number of bytes.
    ///   - source: Where they come from.
    /// - Throws: ``CryptographyError/Code-swift.struct/randomnessUnavailable`` when no randomness can be had.
    public static func random(
        count: Int,
        from source: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> SecretBytes {
        try source.secret(count: count)
    }

    deinit {
        unsafe SecureHeap.wipeAndFree(base, count: count)
    }

    /// Calls `body` with the bytes, which it must not keep.
    ///
    /// - Parameter body: What to do with the bytes, which are the memory of the secret itself.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inlinable
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeRawBufferPointer(start: base, count: count).bytes)
    }

    /// Calls `body` with a pointer to the bytes, for the C boundary.
    @inlinable
    package func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Returns a secret that holds the first `count` bytes, of which there must be so many.
    package borrowing func prefix(_ count: Int) -> SecretBytes {
        withBytes { SecretBytes(copying: $0.extracting(first: count)) }
    }

    /// Whether two secrets have the same bytes, in time that depends on their lengths alone.
    public static func == (left: borrowing SecretBytes, right: borrowing SecretBytes) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe CRYPTO_memcmp(left.base, right.base, left.count) == 0
    }
}
