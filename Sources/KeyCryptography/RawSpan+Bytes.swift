import COpenSSL

extension RawSpan {
    /// The address of the bytes, which is valid as long as the span is.
    @unsafe
    var start: UnsafeRawPointer? {
        unsafe withUnsafeBytes { $0.baseAddress }
    }

    /// Whether two spans have the same bytes, in time that depends on their lengths alone.
    package func isEqualInConstantTime(to other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        return unsafe CRYPTO_memcmp(start, other.start, byteCount) == 0
    }
}
