/// The bytes of a batch, which the caller lends for the length of a parse.
///
/// Reading past the end gives zero, so that no offset computed from the text can leave it.
@safe struct SourceText {
    private let base: UnsafePointer<UInt8>?
    let count: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe base = bytes.baseAddress
        count = bytes.count
    }

    @inline(__always)
    subscript(offset: Int) -> UInt8 {
        guard offset < count, let base = unsafe base else {
            return 0
        }
        return unsafe base[offset]
    }

    /// Eight bytes from an offset, the first in the lowest place, or `nil` where fewer are left.
    @inline(__always)
    func word(at offset: Int) -> UInt64? {
        guard offset &+ 8 <= count, let base = unsafe base else {
            return nil
        }
        return unsafe UInt64(
            littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
        )
    }

    /// The offset of the first occurrence of a byte from an offset on, or the end.
    @inline(__always)
    func offset(of byte: UInt8, from start: Int) -> Int {
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        var offset = start
        while let word = word(at: offset) {
            let zeros = Self.zeroBytes(of: word ^ pattern)
            if zeros != 0 {
                return offset &+ zeros.trailingZeroBitCount &>> 3
            }
            offset &+= 8
        }
        while offset < count, self[offset] != byte {
            offset &+= 1
        }
        return offset
    }

    /// How many line feeds lie in a range. No more than the range is read: a batch may be one long line.
    func lineFeeds(in range: Range<Int>) -> UInt32 {
        var lines: UInt32 = 0
        for offset in range where self[offset] == UInt8(ascii: "\n") {
            lines &+= 1
        }
        return lines
    }

    /// The length of the line break at an offset; `nil` where there is none.
    func lineBreak(at offset: Int) -> Int? {
        if self[offset] == UInt8(ascii: "\n") { return 1 }
        return self[offset] == UInt8(ascii: "\r") && self[offset &+ 1] == UInt8(ascii: "\n") ? 2 : nil
    }

    /// The text of a range; what is no UTF-8 becomes U+FFFD.
    @inline(__always)
    func string(_ range: Range<Int>) -> String {
        guard let base = unsafe base, range.upperBound <= count, !range.isEmpty else {
            return ""
        }
        let bytes = unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// The text of a range in which each doubled delimiter stands for one.
    func string(_ range: Range<Int>, undoubling delimiter: UInt8) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var offset = range.lowerBound
        while offset < range.upperBound {
            bytes.append(self[offset])
            offset &+= self[offset] == delimiter ? 2 : 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The high bit of the first zero byte of a word; bits above it mean nothing.
    @inline(__always)
    private static func zeroBytes(of word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
