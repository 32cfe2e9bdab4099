/// The UTF-8 bytes of one Unicode scalar in lower case.
///
/// The mapping is Unicode's, without regard to language or context: "I" becomes "i" in Turkish too, "Σ" becomes "σ"
/// at the end of a word too, and "ß" stays. One scalar, "İ", becomes two.
struct LowercaseBytes: IteratorProtocol {
    // Five bytes at most, kept in a number, lowest byte first: no scalar of a password becomes an array or a string on
    // the heap. (A string of one or two scalars, as the mapping returns, fits into its own storage.)
    private var remaining: UInt64

    init(of scalar: Unicode.Scalar) {
        guard !scalar.isASCII else {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            remaining = Self.marker << 8 | UInt64(byte.lowercased)
            return
        }
        remaining = Self.marker
        for byte in scalar.properties.lowercaseMapping.utf8.reversed() {
            remaining = remaining << 8 | UInt64(byte)
        }
    }

    mutating func next() -> UInt8? {
        guard remaining != Self.marker else { return nil }
        defer { remaining >>= 8 }
        return UInt8(truncatingIfNeeded: remaining)
    }

    /// A bit above the last byte, so that the end is known even if that byte is zero.
    private static let marker: UInt64 = 1
}
