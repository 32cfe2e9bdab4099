/// A line of a batch and a place in it, to be shown to whoever wrote it.
///
/// What may be a password is left out: strings become `'…'`, names in quotation marks `"…"`, binary values `0x…`, and what
/// stands unquoted in the place of a secret `…`, with the rest of its line. Comments are left out too, since they may hold
/// a statement.
public struct SourceExcerpt: Sendable, Hashable {
    /// The line.
    public let text: String

    /// How many characters of it stand before the place.
    public let offset: Int

    /// The longest line that is shown, in characters.
    private static let longest = 400

    /// Takes a line out of a batch; `nil` when the batch has no such line, or one that nobody could look at.
    ///
    /// - Parameters:
    ///   - batch: The text of the batch.
    ///   - line: The line, from 1.
    ///   - column: The place in the line, from 1, counted in Unicode scalars.
    init?(of batch: String, line: Int, column: Int) {
        let excerpt = unsafe Array(batch.utf8).withUnsafeBufferPointer { bytes in
            var writer = ExcerptWriter(unsafe SourceText(bytes), line: line, column: column)
            return writer?.excerpt()
        }
        guard let excerpt, excerpt.text.count <= Self.longest, excerpt.text.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        self = excerpt
    }

    fileprivate init(text: String, offset: Int) {
        self.text = text
        self.offset = offset
    }
}

extension SyntaxError {
    /// The line with the error, and the place in it.
    ///
    /// - Parameter text: The text of the batch, as it was read.
    /// - Returns: The line without its secrets; `nil` when it is longer than 400 characters, or when there is nothing to see
    ///   in it.
    public func excerpt(in text: String) -> SourceExcerpt? {
        SourceExcerpt(of: text, line: line, column: column)
    }
}

/// Writes what is shown of a line, token by token.
private struct ExcerptWriter {
    private let source: SourceText
    /// The bytes of the line, without its end.
    private let line: Range<Int>
    /// The offset of the place.
    private let place: Int
    private var shown = ""
    /// How many bytes are shown before the place.
    private var mark: Int?

    init?(_ source: SourceText, line number: Int, column: Int) {
        guard number >= 1 else { return nil }
        var start = 0
        for _ in 1..<number {
            start = source.offset(of: UInt8(ascii: "\n"), from: start) + 1
            guard start <= source.count else { return nil }
        }
        var end = source.offset(of: UInt8(ascii: "\n"), from: start)
        if end > start, source[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        self.source = source
        line = start..<end
        var place = start
        for _ in 1..<max(column, 1) where place < end {
            place += source.scalar(at: place)?.length ?? 1
        }
        self.place = place
    }

    mutating func excerpt() -> SourceExcerpt {
        // Whether the line begins within a string is said by the lines before it: the whole batch is read.
        var lexer = Lexer(source)
        lexer.run()
        var secrets = SecretScan(lexer.tokens, of: source)
        var end = 0
        for token in lexer.tokens {
            let isSecret = secrets.next()
            guard end < line.upperBound else { break }
            showSpace(end..<token.range.lowerBound)
            end = token.range.upperBound
            guard end > line.lowerBound || token.kind == .invalid, token.range.lowerBound < line.upperBound else {
                continue
            }
            guard show(token, isSecret: isSecret) else { break }
        }
        let before = String(decoding: shown.utf8.prefix(mark ?? shown.utf8.count), as: UTF8.self)
        return SourceExcerpt(text: shown, offset: min(before.count, shown.count))
    }

    /// Shows a token; `false` when nothing may be shown behind it.
    private mutating func show(_ token: Token, isSecret: Bool) -> Bool {
        switch token.kind {
        case .string: show("'", "'", inPlaceOf: token)
        case .nationalString: show("\(source.string(token.range.prefix(1)))'", "'", inPlaceOf: token)
        case .quotedName: show("\"", "\"", inPlaceOf: token)
        case .binary: show("0x", "", inPlaceOf: token)
        case .endOfText: break
        case .invalid:
            show("\(source.string(token.range.lowerBound..<token.range.lowerBound + 1))", "", inPlaceOf: token)
            return false
        default:
            guard !isSecret else {
                // A secret without quotation marks may go on to the end of the line.
                show("", "", inPlaceOf: token)
                return false
            }
            let range = token.range.clamped(to: line)
            note(range, isShown: true)
            shown += source.string(range)
        }
        return true
    }

    /// Shows `…` in the place of a token, and as much of what encloses it as stands on the line.
    private mutating func show(_ opening: String, _ closing: String, inPlaceOf token: Token) {
        note(token.range, isShown: false)
        let isWhole = token.kind != .invalid && token.range.upperBound <= line.upperBound
        shown += (token.range.lowerBound >= line.lowerBound ? opening : "") + "…" + (isWhole ? closing : "")
    }

    /// Shows the white space at both ends of what stands between two tokens; between them are comments.
    private mutating func showSpace(_ range: Range<Int>) {
        let leading = range.prefix { ByteSet.space.contains(source[$0]) }
        let trailing = range[leading.endIndex...].reversed().prefix { ByteSet.space.contains(source[$0]) }.count
        for range in [leading, range.upperBound - trailing..<range.upperBound] {
            let range = range.clamped(to: line)
            note(range, isShown: true)
            shown += source.string(range).filter { $0 != "\r" }
        }
    }

    /// Notes how much is shown before the place, when it lies in a range that is shown now.
    private mutating func note(_ range: Range<Int>, isShown: Bool) {
        guard mark == nil, place < range.upperBound || range.isEmpty && place == range.lowerBound else { return }
        mark = shown.utf8.count + (isShown ? max(0, place - range.lowerBound) : 0)
    }
}
