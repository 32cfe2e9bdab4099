extension Parser {
    /// Whether a token can be a name: a delimited one, or a word that is not reserved.
    @inline(__always)
    func isName(_ token: Token) -> Bool {
        switch token.kind {
        // `$action` and the like are no names.
        case .word: !token.keyword.isReserved && source[Int(token.start)] != UInt8(ascii: "$")
        case .bracketedName, .quotedName: true
        default: false
        }
    }

    /// Whether the present token is a word that begins with `$`, such as `$action`, `$identity` and `$partition`.
    var isPseudocolumn: Bool {
        kind == .word && source[Int(token.start)] == UInt8(ascii: "$")
    }

    /// The name that a token is.
    func name(_ token: Token) -> Identifier {
        let range = token.range
        switch token.kind {
        case .bracketedName, .quotedName:
            let inner = range.lowerBound + 1..<range.upperBound - 1
            let delimiter = token.kind == .bracketedName ? UInt8(ascii: "]") : UInt8(ascii: "\"")
            return Identifier(
                token.hasDoubledDelimiter ? source.string(inner, undoubling: delimiter) : source.string(inner),
                isInQuotationMarks: token.kind == .quotedName
            )
        default:
            return Identifier(source.string(range))
        }
    }

    /// The names of the batch that stand in double quotation marks.
    var namesInQuotationMarks: Set<String> {
        var names: Set<String> = []
        for token in tokens where token.kind == .quotedName {
            names.insert(name(token).text)
        }
        return names
    }

    /// Reads a name of one part.
    mutating func identifier() throws(Interruption) -> Identifier {
        guard isName(token) else {
            throw fail()
        }
        let result = name(token)
        guard !result.text.isEmpty else {
            throw fail(.missingName)
        }
        advance()
        return result
    }

    /// Reads names that are separated by commas.
    mutating func identifiers() throws(Interruption) -> [Identifier] {
        var result = [try identifier()]
        while accept(.comma) {
            result.append(try identifier())
        }
        return result
    }

    /// Reads a name of one to four parts.
    mutating func qualifiedName() throws(Interruption) -> QualifiedName {
        var last = try identifier()
        guard kind == .dot else {
            return QualifiedName(last)
        }
        var qualifiers: [Identifier] = []
        while kind == .dot, token(ahead: 1).kind != .asterisk {
            advance()
            guard qualifiers.count < Self.maximumParts - 1 else {
                throw fail()
            }
            qualifiers.append(last)
            if isPseudocolumn {
                throw notModelled()
            }
            last = kind == .dot ? Identifier("") : try identifier()
        }
        return QualifiedName(last, in: qualifiers)
    }

    private static var maximumParts: Int { 4 }

    /// Reads a variable, which must be declared.
    mutating func variable() throws(Interruption) -> VariableName {
        let result = try undeclaredVariableName()
        if !variables.contains(result.text.lowercased()), undeclaredVariable == nil {
            let token = tokens[index - 1]
            undeclaredVariable = SyntaxError(
                .undeclaredVariable(result.text),
                at: Int(token.start),
                line: token.line,
                of: source
            )
        }
        return result
    }

    /// Reads the name of a variable that is not used here: the name of a parameter, or one that is being declared.
    mutating func undeclaredVariableName() throws(Interruption) -> VariableName {
        guard kind == .variable else {
            throw fail()
        }
        let result = VariableName(text(of: token))
        advance()
        return result
    }
}
