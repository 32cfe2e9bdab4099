/// Memory for one secret after the other, locked and wiped like that of ``SecretBytes``.
///
/// Taking secret memory costs as much as opening a key; whoever opens a million takes it once. It belongs to one thread at
/// a time.
@safe
package struct SecretBuffer: ~Copyable {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int

    /// Takes memory for secrets of up to `capacity` bytes.
    package init(capacity: Int) {
        unsafe base = SecureHeap.allocate(capacity)
        self.capacity = capacity
    }

    deinit {
        unsafe SecureHeap.wipeAndFree(base, count: capacity)
    }

    /// The first `count` bytes, which hold what the last secret left there. They are valid as long as this value is.
    ///
    /// No closure lends them: where a generic function of another module is called for each of a million secrets, that
    /// takes as long as a tenth of opening one.
    @unsafe
    package func bytes(count: Int) -> UnsafeMutableRawBufferPointer {
        precondition(count <= capacity)
        return unsafe UnsafeMutableRawBufferPointer(start: base, count: count)
    }
}
