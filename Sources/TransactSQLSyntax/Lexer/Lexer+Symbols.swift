extension Lexer {
    /// The symbol of one or two characters that begins with a byte, and its length in bytes.
    static func symbol(_ byte: UInt8, _ next: UInt8) -> (TokenKind, length: Int) {
        let isBeforeEqual = next == UInt8(ascii: "=")
        switch byte {
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: ";"): return (.semicolon, 1)
        case UInt8(ascii: "("): return (.leftParenthesis, 1)
        case UInt8(ascii: ")"): return (.rightParenthesis, 1)
        case UInt8(ascii: "="): return (.equal, 1)
        case UInt8(ascii: "."): return (.dot, 1)
        case UInt8(ascii: ":"): return next == byte ? (.doubleColon, 2) : (.colon, 1)
        case UInt8(ascii: "*"): return isBeforeEqual ? (.asteriskEqual, 2) : (.asterisk, 1)
        case UInt8(ascii: "+"): return isBeforeEqual ? (.plusEqual, 2) : (.plus, 1)
        case UInt8(ascii: "-"): return isBeforeEqual ? (.minusEqual, 2) : (.minus, 1)
        case UInt8(ascii: "/"): return isBeforeEqual ? (.slashEqual, 2) : (.slash, 1)
        case UInt8(ascii: "%"): return isBeforeEqual ? (.percentEqual, 2) : (.percentSign, 1)
        case UInt8(ascii: "&"): return isBeforeEqual ? (.ampersandEqual, 2) : (.ampersand, 1)
        case UInt8(ascii: "^"): return isBeforeEqual ? (.caretEqual, 2) : (.caret, 1)
        case UInt8(ascii: "|"): return isBeforeEqual ? (.pipeEqual, 2) : (.pipe, 1)
        case UInt8(ascii: "~"): return (.tilde, 1)
        case UInt8(ascii: "{"): return (.leftBrace, 1)
        case UInt8(ascii: "}"): return (.rightBrace, 1)
        case UInt8(ascii: "<"):
            return isBeforeEqual ? (.lessOrEqual, 2) : next == UInt8(ascii: ">") ? (.notEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"):
            return isBeforeEqual ? (.greaterOrEqual, 2) : (.greater, 1)
        case UInt8(ascii: "!"):
            switch next {
            case UInt8(ascii: "="): return (.notEqual, 2)
            case UInt8(ascii: "<"): return (.greaterOrEqual, 2)
            case UInt8(ascii: ">"): return (.lessOrEqual, 2)
            default: return (.other, 1)
            }
        default: return (.other, 1)
        }
    }
}
