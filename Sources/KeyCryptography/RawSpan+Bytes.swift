import COpenSSL

extension RawSpan {
    /// The address of the bytes, which is valid as long as the span is.
    @unsafe
    var start: UnsafeRawPointer? {
        unsafe withUnsafeBytes { $0.baseAddress }
    }

    /// The byte at an offset, which must be one of the span's.
    func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// Returns a copy of some of the bytes, which are no secret.
    package func bytes(in range: Range<Int>) -> [UInt8] {
        range.map { byte(at: $0) }
    }

    /// Whether two spans have the same bytes, in time that depends on their lengths alone.
    package func isEqualInConstantTime(to other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        return unsafe CRYPTO_memcmp(start, other.start, byteCount) == 0
    }
}
