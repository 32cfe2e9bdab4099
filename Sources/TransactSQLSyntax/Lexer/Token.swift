/// A token: where it stands, and what it is.
struct Token {
    /// The offset of its first byte.
    let start: UInt32
    /// The offset behind its last byte.
    let end: UInt32
    /// The line of its first byte, from 1.
    let line: UInt32
    let kind: TokenKind
    /// The keyword, where a bare name is one.
    let keyword: Keyword
    /// Whether a delimiter stands doubled in a string or a name.
    let hasDoubledDelimiter: Bool

    var range: Range<Int> {
        Int(start)..<Int(end)
    }
}
