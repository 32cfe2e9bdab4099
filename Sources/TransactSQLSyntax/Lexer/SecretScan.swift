/// Goes through the tokens of a batch in their order, and says which of them may be secrets: no message and no excerpt has the
/// text of those.
///
/// It is one rule for all that is shown of a script:
///
/// - Strings, names in double quotation marks and binary values may be secrets wherever they stand, and so may what follows
///   one of them without a space, which is the rest of one with a quotation mark in it.
/// - Behind a word for a secret, up to the end of the statement, only that is none which the grammar has in such a place:
///   keywords, punctuation, variables, the name of a key and the name of an algorithm. From the first other token on
///   everything may belong to a secret that nobody has quoted. Words for secrets are `PASSWORD`, `SECRET`,
///   `ENCRYPTION BY`, `MASTER KEY` and the like, what differs from one of them by one typing error, and names that have one in them, such
///   as `@password`.
struct SecretScan {
    private enum Place {
        /// No word for a secret is before it in the statement.
        case ordinary
        /// A word for a secret is before it, and nothing else than the grammar has there.
        case behindWord
        /// It may belong to a secret without quotation marks.
        case unquoted
    }

    private let tokens: [Token]
    private let source: SourceText
    private var place = Place.ordinary
    /// The index of the token that is looked at next.
    private var index = 0
    /// Whether quotation marks pair: where they do not, nobody knows where a secret ends.
    private let isComplete: Bool

    init(_ tokens: [Token], of source: SourceText) {
        self.tokens = tokens
        self.source = source
        isComplete = !tokens.suffix(2).contains { $0.kind == .invalid }
    }

    /// Whether the token at an index may be a secret.
    static func isSecret(at index: Int, in tokens: [Token], of source: SourceText) -> Bool {
        var scan = SecretScan(tokens, of: source)
        while scan.index < index { _ = scan.next() }
        return scan.next()
    }

    /// Whether the next token may be a secret.
    mutating func next() -> Bool {
        defer { index += 1 }
        guard index < tokens.count else { return false }
        let token = tokens[index]
        if token.kind == .endOfText || token.kind == .invalid { return false }
        if place != .ordinary, endsStatement(token) { place = .ordinary }
        let isStuck = isStuckToLiteral(token)
        switch place {
        case .ordinary:
            if isWordForSecret(token, within: true) || endsMasterKey(at: index) { place = .behindWord }
            return isStuck || token.isLiteral
        case .behindWord:
            if token.isLiteral { return true }
            if !isStuck, belongsToGrammar(token) { return false }
            place = .unquoted
            return true
        case .unquoted: return true
        }
    }

    /// Whether a statement ends before a token. Behind a secret without quotation marks it does so at the end of a line.
    private func endsStatement(_ token: Token) -> Bool {
        guard isComplete, !isPlaceOfSecret else { return false }
        let (previous, following) = (tokens[index - 1], tokens[min(index + 1, tokens.count - 1)])
        if token.kind == .semicolon {
            return token.end < following.start && (place == .behindWord || token.line < following.line)
                || following.kind == .endOfText
        }
        guard Parser.verbs.contains(token.keyword) else { return false }
        return previous.line < token.line || place == .behindWord && previous.keyword != .by
    }

    /// Whether the present token stands where a secret belongs: behind `PASSWORD`, `PASSWORD =`, or a `+`.
    private var isPlaceOfSecret: Bool {
        guard index >= 1 else { return false }
        switch tokens[index - 1].kind {
        case .plus: return true
        case .equal, .colon: return index < 2 || isWordForSecret(tokens[index - 2], within: true)
        case .word: return isWordForSecret(tokens[index - 1], within: false) && !isEncryption(tokens[index - 1])
        default: return false
        }
    }

    /// Whether the grammar has such a token behind a word for a secret.
    private func belongsToGrammar(_ token: Token) -> Bool {
        switch token.kind {
        case .equal, .comma, .dot, .semicolon, .colon, .plus, .leftParenthesis, .rightParenthesis: return true
        case .variable: return standsAlone(token)
        case .word, .bracketedName:
            guard standsAlone(token), !isPlaceOfSecret else { return false }
            if token.keyword != .none || isWordForSecret(token, within: false) { return true }
            return switch (tokens[index - 1].kind, tokens[index - 1].keyword) {
            case (_, .certificate): true
            case (_, .key): !endsMasterKey(at: index - 1)
            case (.equal, _): index >= 2 && tokens[index - 2].keyword == .algorithm
            default: false
            }
        default: return false
        }
    }

    /// Whether a token ends the words `MASTER KEY`, behind which no name stands: such a key has none.
    private func endsMasterKey(at index: Int) -> Bool {
        index >= 1 && tokens[index].keyword == .key && tokens[index - 1].keyword == .master
    }

    /// Whether a space or punctuation is behind a token.
    private func standsAlone(_ token: Token) -> Bool {
        let following = tokens[min(index + 1, tokens.count - 1)]
        guard token.end == following.start else { return true }
        switch following.kind {
        case .equal, .comma, .semicolon, .leftParenthesis, .rightParenthesis, .endOfText: return true
        default: return false
        }
    }

    /// Whether a token follows a literal without a space, and is none that people write there.
    private func isStuckToLiteral(_ token: Token) -> Bool {
        guard index >= 1, tokens[index - 1].isLiteral, tokens[index - 1].end == token.start else { return false }
        switch (tokens[index - 1].kind, token.kind) {
        case (_, .comma), (_, .semicolon), (_, .rightParenthesis), (_, .plus), (_, .equal), (.quotedName, .dot):
            return false
        default: return true
        }
    }

    // MARK: Words

    private static let words = [
        "PASSWORD", "OLD_PASSWORD", "NEW_PASSWORD", "PASSPHRASE", "SECRET", "KEY_SOURCE", "IDENTITY", "IDENTITY_VALUE",
        "ENCRYPTION", "DECRYPTION", "@PW",
    ].map { Array($0.utf8) }

    /// What names of secrets have in them.
    private static let parts = ["PASS", "SECRET", "PWD"].map { Array($0.utf8) }

    /// The view that tells of passwords, and has none.
    private static let view = Array("MASTER_KEY_PASSWORDS".utf8)

    private func isEncryption(_ token: Token) -> Bool {
        token.keyword == .encryption || token.keyword == .decryption
    }

    /// Whether a token is a word for a secret.
    ///
    /// - Parameter isPart: Whether it is enough that a name has one in it.
    private func isWordForSecret(_ token: Token, within isPart: Bool) -> Bool {
        guard token.kind == .word || token.kind == .variable, token.range.count <= 128 else { return false }
        let letters = Array(source.string(token.range).uppercased().utf8)
        if isPart, Self.parts.contains(where: { Self.contains(letters, $0) }) { return letters != Self.view }
        return Self.words.contains { Self.isTypo(letters, of: $0) }
    }

    /// Whether a word has another one in it. Searching for that in a `String` takes as long as reading its statement.
    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }

    /// Whether two words are the same but for a letter that is missing, too much, or another one, or for two letters in the
    /// wrong order. A digit is no such letter: it makes a password of a word.
    private static func isTypo(_ text: [UInt8], of word: [UInt8]) -> Bool {
        // Three letters differ by one from too many others.
        guard abs(text.count - word.count) <= 1, word.count > 3 || text == word else { return false }
        guard !text.contains(where: ByteSet.digit.contains) else { return false }
        let start = zip(text, word).prefix { $0 == $1 }.count
        let end = zip(text.dropFirst(start).reversed(), word.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let (left, right) = (text.dropFirst(start).dropLast(end), word.dropFirst(start).dropLast(end))
        return left.count <= 1 && right.count <= 1 || left.count == 2 && left.elementsEqual(right.reversed())
    }
}

extension Token {
    /// Whether it is a string, or what people write in place of one.
    fileprivate var isLiteral: Bool {
        switch kind {
        case .string, .nationalString, .quotedName, .binary: true
        default: false
        }
    }
}
