/// Finds the tokens of a batch.
///
/// It stops at the first error, with a token of the kind `invalid`: what stands before may have an error of its own,
/// which then is the first.
struct Lexer {
    let source: SourceText
    private let keywords = KeywordTable.shared
    private var offset = 0
    private var line: UInt32 = 1
    private(set) var tokens: [Token] = []
    private(set) var error: SyntaxError?

    init(_ source: SourceText) {
        self.source = source
        tokens.reserveCapacity(source.count / 6 + 8)
    }

    /// Reads the whole batch; the last token is of the kind `endOfText`.
    mutating func run() {
        while error == nil {
            let byte = source[offset]
            if ByteSet.space.contains(byte) {
                if byte == UInt8(ascii: "\n") {
                    line &+= 1
                }
                offset &+= 1
            } else if ByteSet.nameStart.contains(byte) {
                word()
            } else if byte == 0, offset >= source.count {
                break
            } else {
                punctuationOrLiteral(byte)
            }
        }
        append(.endOfText, from: offset)
    }

    // MARK: Names

    @inline(__always)
    private mutating func word() {
        let start = offset
        if source[start &+ 1] == UInt8(ascii: "'"), source[start] | 0x20 == UInt8(ascii: "n") {
            return string(from: start, openingAt: start &+ 1, kind: .nationalString)
        }
        let end = endOfName(from: start)
        offset = end
        let keyword = keywords.keyword(start..<end, of: source)
        append(.word, from: start, keyword: keyword)
        if end &- start > Self.maximumNameLength {
            checkLength(of: start..<end)
        }
    }

    @inline(__always)
    private func endOfName(from start: Int) -> Int {
        var end = start
        while true {
            let byte = source[end]
            if ByteSet.name.contains(byte) {
                end &+= 1
            } else if byte >= 0x80, let length = source.lengthOfNameCharacter(at: end) {
                end &+= length
            } else {
                return end
            }
        }
    }

    private mutating func delimitedName(closedBy delimiter: UInt8, kind: TokenKind) {
        let start = offset
        guard let (end, isDoubled) = closing(delimiter, from: start &+ 1) else {
            return fail(.unclosedQuotation, at: start)
        }
        offset = end
        append(kind, from: start, isDoubled: isDoubled)
        line &+= source.lineFeeds(in: start..<end)
        if end &- start &- 2 > Self.maximumNameLength {
            checkLength(of: start &+ 1..<end &- 1, undoubling: isDoubled ? delimiter : nil)
        }
    }

    private mutating func variable() {
        let start = offset
        let isGlobal = source[start &+ 1] == UInt8(ascii: "@")
        offset = endOfName(from: start &+ 1)
        append(isGlobal ? .globalVariable : .variable, from: start)
        if offset &- start > Self.maximumNameLength {
            checkLength(of: start..<offset)
        }
    }

    private mutating func checkLength(of range: Range<Int>, undoubling delimiter: UInt8? = nil) {
        let name = delimiter.map { source.string(range, undoubling: $0) } ?? source.string(range)
        if name.utf16.count > Self.maximumNameLength {
            let isSecret = SecretScan.isSecret(at: tokens.count - 1, in: tokens, of: source)
            tokens.removeLast()
            let beginning = String(name.unicodeScalars.prefix(Self.maximumNameLength))
            fail(.tooLongIdentifier(isSecret ? "…" : beginning), at: range.lowerBound)
        }
    }

    /// The length of `sysname`, in UTF-16 code units.
    private static let maximumNameLength = 128

    // MARK: Strings

    private mutating func string(from start: Int, openingAt opening: Int, kind: TokenKind) {
        guard let (end, isDoubled) = closing(UInt8(ascii: "'"), from: opening &+ 1) else {
            return fail(.unclosedQuotation, at: start)
        }
        offset = end
        append(kind, from: start, isDoubled: isDoubled)
        line &+= source.lineFeeds(in: start..<end)
    }

    /// The offset behind the delimiter that closes what is open, and whether there is a doubled one before it.
    @inline(__always)
    private func closing(_ delimiter: UInt8, from start: Int) -> (end: Int, isDoubled: Bool)? {
        var isDoubled = false
        var end = source.offset(of: delimiter, from: start)
        while end < source.count {
            if source[end &+ 1] != delimiter {
                return (end &+ 1, isDoubled)
            }
            isDoubled = true
            end = source.offset(of: delimiter, from: end &+ 2)
        }
        return nil
    }

    // MARK: Comments

    private mutating func lineComment() {
        offset = source.offset(of: UInt8(ascii: "\n"), from: offset &+ 2)
    }

    private mutating func blockComment() {
        let start = offset
        let firstLine = line
        var depth = 1
        offset &+= 2
        while depth > 0 {
            switch source[offset] {
            case UInt8(ascii: "*") where source[offset &+ 1] == UInt8(ascii: "/"):
                depth &-= 1
                offset &+= 2
            case UInt8(ascii: "/") where source[offset &+ 1] == UInt8(ascii: "*"):
                depth &+= 1
                offset &+= 2
            case UInt8(ascii: "\n"):
                line &+= 1
                offset &+= 1
            case 0 where offset >= source.count:
                offset = source.count
                line = firstLine
                return fail(.unclosedComment, at: start)
            default:
                offset &+= 1
            }
        }
    }

    // MARK: Numbers

    private mutating func number() {
        let start = offset
        if source[start] == UInt8(ascii: "0"), source[start &+ 1] | 0x20 == UInt8(ascii: "x") {
            offset &+= 2
            while true {
                if source[offset].hexadecimalValue != nil {
                    offset &+= 1
                } else if source[offset] == UInt8(ascii: "\\"), let length = source.lineBreak(at: offset &+ 1) {
                    // The digits go on in the next line.
                    offset &+= 1 &+ length
                } else {
                    break
                }
            }
            append(.binary, from: start)
            line &+= source.lineFeeds(in: start..<offset)
            return
        }
        var kind = TokenKind.integer
        skipDigits()
        if source[offset] == UInt8(ascii: ".") {
            kind = .decimal
            offset &+= 1
            skipDigits()
        }
        if source[offset] | 0x20 == UInt8(ascii: "e") {
            kind = .float
            offset &+= 1
            if source[offset] == UInt8(ascii: "+") || source[offset] == UInt8(ascii: "-") {
                offset &+= 1
            }
            skipDigits()
        }
        append(kind, from: start)
    }

    private mutating func money() {
        let start = offset
        offset &+= 1
        if ByteSet.nameStart.contains(source[offset]) {
            // $action, $identity and the like are names.
            offset = endOfName(from: offset)
            return append(.word, from: start)
        }
        skipDigits()
        if source[offset] == UInt8(ascii: ".") {
            offset &+= 1
            skipDigits()
        }
        append(.money, from: start)
    }

    private mutating func skipDigits() {
        while ByteSet.digit.contains(source[offset]) {
            offset &+= 1
        }
    }

    // MARK: Everything else

    private mutating func punctuationOrLiteral(_ byte: UInt8) {
        let next = source[offset &+ 1]
        switch byte {
        case UInt8(ascii: "'"): string(from: offset, openingAt: offset, kind: .string)
        case UInt8(ascii: "["): delimitedName(closedBy: UInt8(ascii: "]"), kind: .bracketedName)
        case UInt8(ascii: "\""): delimitedName(closedBy: byte, kind: .quotedName)
        case UInt8(ascii: "@"): variable()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: ".") where ByteSet.digit.contains(next): number()
        case UInt8(ascii: "$"): money()
        case UInt8(ascii: "-") where next == byte: lineComment()
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"): blockComment()
        case 0x80...: beyondASCII()
        default:
            let (kind, length) = Self.symbol(byte, next)
            let start = offset
            offset &+= length
            append(kind, from: start)
        }
    }

    /// A letter begins a name, a space separates, anything else is a token that no grammar has.
    private mutating func beyondASCII() {
        let start = offset
        if source.lengthOfNameCharacter(at: start) != nil {
            word()
        } else if let (scalar, length) = source.scalar(at: start) {
            offset &+= length
            if !scalar.properties.isWhitespace {
                append(.other, from: start)
            }
        } else {
            offset &+= 1
            append(.other, from: start)
        }
    }

    @inline(__always)
    private mutating func append(
        _ kind: TokenKind,
        from start: Int,
        keyword: Keyword = .none,
        isDoubled: Bool = false
    ) {
        tokens.append(
            Token(
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: offset),
                line: line,
                kind: kind,
                keyword: keyword,
                hasDoubledDelimiter: isDoubled
            )
        )
    }

    private mutating func fail(_ reason: SyntaxError.Reason, at start: Int) {
        error = SyntaxError(reason, at: start, line: line, of: source)
        append(.invalid, from: start)
    }
}
