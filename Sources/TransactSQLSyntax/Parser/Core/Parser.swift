/// Reads the tokens of a batch as statements.
///
/// Its extensions have the grammar, a file for each family of statements. A method that reads something leaves the parser
/// behind it, or throws.
struct Parser {
    /// Why the reading of a statement ends early.
    enum Interruption: Error {
        /// It is no Transact-SQL; ``Parser/error`` says why.
        case syntaxError
        /// It is, but the tree has no place for it.
        case notModelled
    }

    let source: SourceText
    let options: ParsingOptions
    let tokens: [Token]
    var index = 0
    /// The token at ``index``.
    private(set) var token: Token
    private(set) var error: SyntaxError?
    /// What the tree has no place for, of the statement that ended with ``Interruption/notModelled`` last.
    private(set) var construct: String?
    private let lexicalError: SyntaxError?

    /// How many constructs enclose the present one.
    private var nesting = 0
    /// The height of the tallest tree that was read within the present construct.
    private var height = 0

    /// The variables that are declared so far, in lower case.
    var variables: Set<String>
    /// The first use of a variable that is not declared.
    var undeclaredVariable: SyntaxError?

    init(_ source: SourceText, options: ParsingOptions) {
        var lexer = Lexer(source)
        lexer.run()
        self.source = source
        self.options = options
        tokens = lexer.tokens
        token = lexer.tokens[0]
        lexicalError = lexer.error
        variables = Set(options.parameters.map { $0.text.lowercased() })
    }

    // MARK: Tokens

    var kind: TokenKind {
        token.kind
    }

    var keyword: Keyword {
        token.keyword
    }

    /// The token a number of places ahead.
    func token(ahead distance: Int) -> Token {
        tokens[min(index &+ distance, tokens.count &- 1)]
    }

    @inline(__always)
    mutating func advance() {
        if index &+ 1 < tokens.count {
            index &+= 1
            token = tokens[index]
        }
    }

    /// A place to which the parser can go back.
    struct Mark {
        fileprivate let index: Int
        fileprivate let nesting: Int
        fileprivate let height: Int
    }

    var mark: Mark {
        Mark(index: index, nesting: nesting, height: height)
    }

    mutating func moveBack(to mark: Mark) {
        index = mark.index
        token = tokens[index]
        nesting = mark.nesting
        height = mark.height
    }

    @discardableResult
    @inline(__always)
    mutating func accept(_ kind: TokenKind) -> Bool {
        guard token.kind == kind else {
            return false
        }
        advance()
        return true
    }

    @discardableResult
    @inline(__always)
    mutating func accept(_ keyword: Keyword) -> Bool {
        guard token.keyword == keyword else {
            return false
        }
        advance()
        return true
    }

    /// Accepts two keywords in a row, or none of them.
    @discardableResult
    mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
        guard keyword == first, token(ahead: 1).keyword == second else {
            return false
        }
        advance()
        advance()
        return true
    }

    @inline(__always)
    mutating func expect(_ kind: TokenKind) throws(Interruption) {
        guard accept(kind) else {
            throw fail()
        }
    }

    @inline(__always)
    mutating func expect(_ keyword: Keyword) throws(Interruption) {
        guard accept(keyword) else {
            throw fail()
        }
    }

    mutating func expect(_ first: Keyword, _ second: Keyword) throws(Interruption) {
        try expect(first)
        try expect(second)
    }

    mutating func expect(_ first: Keyword, _ second: Keyword, _ third: Keyword) throws(Interruption) {
        try expect(first)
        try expect(second)
        try expect(third)
    }

    /// The text of a token as it stands.
    func text(of token: Token) -> String {
        source.string(token.range)
    }

    /// The text of a token in capitals.
    func capitals(of token: Token) -> String {
        text(of: token).uppercased()
    }

    // MARK: Errors

    /// The index of the token that a message names: SQL Server names the last one where one is missing at the end.
    private var culprit: Int {
        kind == .endOfText && index > 0 ? index - 1 : index
    }

    /// Records that the present token can not stand here.
    mutating func fail() -> Interruption {
        if kind == .invalid, let lexicalError {
            error = error ?? lexicalError
            return .syntaxError
        }
        // The first error counts, and to say what another one is near would cost the length of the batch each time.
        guard error == nil else {
            return .syntaxError
        }
        // Where the batch ends too early no keyword is in the wrong place: 102 then, whatever the last token is.
        let isMisplacedKeyword = kind != .endOfText && keyword.isReserved
        let text = visibleText(ofTokenAt: culprit)
        return fail(isMisplacedKeyword ? .nearKeyword(text) : .near(text))
    }

    /// Records an error at the present token.
    mutating func fail(_ reason: SyntaxError.Reason) -> Interruption {
        let place = tokens[culprit]
        error = error ?? SyntaxError(reason, at: Int(place.start), line: place.line, of: source)
        return .syntaxError
    }

    /// Records that the tree has no place for what stands here: a number of words, such as `FOR JSON`.
    mutating func notModelled(words count: Int = 1) -> Interruption {
        let words = (0..<count).map { token(ahead: $0) }.prefix { $0.kind == .word }.map { capitals(of: $0) }
        return notModelled(words.isEmpty ? nil : words.joined(separator: " "))
    }

    /// Records that the tree has no place for something; `nil` where the name of the statement says it all.
    mutating func notModelled(_ construct: String?) -> Interruption {
        self.construct = construct
        return .notModelled
    }

    /// Records that a value stands where a condition is needed.
    mutating func failWithoutCondition() -> Interruption {
        kind == .invalid ? fail() : fail(.noCondition(near: visibleText(ofTokenAt: culprit)))
    }

    /// The text of a token for a message, without secrets.
    private func visibleText(ofTokenAt index: Int) -> String {
        guard !isSecret(at: index) else {
            return "…"
        }
        return tokens[index].kind == .bracketedName ? name(tokens[index]).text : text(of: tokens[index])
    }

    private func isSecret(at index: Int) -> Bool {
        SecretScan.isSecret(at: index, in: tokens, of: source)
    }

    /// The first error of the batch: variables that are not declared count last.
    var finalError: SyntaxError? {
        error ?? lexicalError ?? undeclaredVariable
    }

    // MARK: Depth

    /// Reads a construct that can contain itself.
    ///
    /// Both the depth of the parser's own calls and the height of the tree are bounded: whoever prints, compares or frees
    /// the tree later walks down it by calls too.
    @inline(__always)
    mutating func nested<Result>(
        _ body: (inout Parser) throws(Interruption) -> Result
    ) throws(Interruption) -> Result {
        guard nesting < Self.maximumNesting else {
            throw fail(.tooDeep)
        }
        let outerHeight = height
        nesting &+= 1
        height = 0
        let result = try body(&self)
        nesting &-= 1
        height = max(outerHeight, height &+ 1)
        return result
    }

    /// Counts one more level above what was read in the present construct, such as an operator that follows an operand.
    @inline(__always)
    mutating func grow() throws(Interruption) {
        height &+= 1
        if height > Self.maximumHeight {
            throw fail(.tooDeep)
        }
    }

    /// The number of constructs within each other: parentheses, blocks, queries.
    private static let maximumNesting = 200

    /// The number of levels of an expression or a condition, which every operator of a row such as `1 + 2 + 3` adds to.
    private static let maximumHeight = 1000
}
