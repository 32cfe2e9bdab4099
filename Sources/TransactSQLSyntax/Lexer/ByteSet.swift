/// A set of ASCII characters, of which the lexer asks once a byte.
struct ByteSet {
    private let low: UInt64
    private let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let half = byte < 64 ? low : high
        return byte < 128 && half &>> UInt64(byte & 63) & 1 != 0
    }

    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    static let space = ByteSet(low: 0x1_0000_3E00, high: 0)

    /// `0` to `9`.
    static let digit = ByteSet(low: 0x03FF_0000_0000_0000, high: 0)

    /// `A` to `Z`, `a` to `z`, `_` and `#`: what a name can begin with.
    static let nameStart = ByteSet(low: 0x0000_0008_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)

    /// Those, digits, `$` and `@`: what can follow in a name.
    static let name = ByteSet(low: 0x03FF_0018_0000_0000, high: 0x07FF_FFFE_87FF_FFFF)

    /// `'`, `"`, `[`, `-` and `/`: what a string, a delimited name or a comment can begin with.
    static let opening = ByteSet(low: 0xA084_0000_0000, high: 0x0800_0000)
}
