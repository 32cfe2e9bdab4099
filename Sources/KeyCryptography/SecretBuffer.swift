/// Memory for one secret after the other, locked and wiped like that of ``SecretBytes``.
///
/// Taking secret memory costs as much as opening a key; whoever opens a million takes it once. It belongs to one thread at
/// a time.
@safe
package struct SecretBuffer: ~Copyable {
    @usableFromInline
    let base: UnsafeMutableRawPointer
    @usableFromInline
    let capacity: Int

    /// Takes memory for secrets of up to `capacity` bytes.
    package init(capacity: Int) {
        unsafe base = SecureHeap.allocate(capacity)
        self.capacity = capacity
    }

    deinit {
        unsafe SecureHeap.wipeAndFree(base, count: capacity)
    }

    /// Calls `body` with the first `count` bytes, which hold what the last secret left there.
    @inlinable
    package func withUnsafeMutableBytes<Result, Failure: Error>(
        count: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(count <= capacity)
        return unsafe try body(UnsafeMutableRawBufferPointer(start: base, count: count))
    }

    /// Calls `body` with the first `count` bytes.
    @inlinable
    package func withBytes<Result, Failure: Error>(
        count: Int,
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe try withUnsafeMutableBytes(count: count) { (buffer) throws(Failure) in
            unsafe try body(UnsafeRawBufferPointer(buffer).bytes)
        }
    }
}
