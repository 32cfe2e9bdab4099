/// What a token is, as far as its bytes say.
enum TokenKind: UInt8 {
    /// The end of the batch.
    case endOfText
    /// A place where the lexer found an error and stopped.
    case invalid
    /// A character that belongs to no token, such as `\`.
    case other
    /// A bare name or a keyword.
    case word
    /// `[name]`.
    case bracketedName
    /// `"name"`.
    case quotedName
    /// `'…'`.
    case string
    /// `N'…'`.
    case nationalString
    case integer
    case decimal
    case float
    case money
    case binary
    /// `@name`.
    case variable
    /// `@@name`.
    case globalVariable

    case comma
    case dot
    case semicolon
    case colon
    case doubleColon
    case leftParenthesis
    case rightParenthesis
    case leftBrace
    case rightBrace

    case asterisk
    case slash
    case percentSign
    case plus
    case minus
    case ampersand
    case caret
    case pipe
    case tilde

    case equal
    case notEqual
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual

    case plusEqual
    case minusEqual
    case asteriskEqual
    case slashEqual
    case percentEqual
    case ampersandEqual
    case caretEqual
    case pipeEqual
}
