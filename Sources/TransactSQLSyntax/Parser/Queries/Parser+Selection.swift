extension Parser {
    /// Reads `SELECT …` up to its `HAVING`.
    mutating func selection() throws(Interruption) -> Selection {
        try expect(.select)
        var result = Selection(items: [])
        if accept(.distinct) {
            result.isDistinct = true
        } else {
            accept(.all)
        }
        result.top = try top()
        repeat {
            result.items.append(try selectItem())
        } while accept(.comma)
        if accept(.into) {
            result.destination = try qualifiedName()
            if keyword == .on {
                throw notModelled("INTO … ON")
            }
        }
        if accept(.from) {
            result.sources = try tableSources()
        }
        result.filter = try filter()
        if accept(.group) {
            try expect(.by)
            result.grouping = try groupingExpressions()
        }
        if accept(.having) {
            result.groupFilter = try condition()
        }
        return result
    }

    /// Reads `WHERE condition`, if it is there.
    mutating func filter() throws(Interruption) -> Condition? {
        guard accept(.where) else {
            return nil
        }
        if keyword == .current, token(ahead: 1).keyword == .of {
            throw notModelled("WHERE CURRENT OF")
        }
        return try condition()
    }

    /// Reads `TOP …`, if it is there.
    mutating func top() throws(Interruption) -> Top? {
        guard accept(.top) else {
            return nil
        }
        let count: Expression
        if accept(.leftParenthesis) {
            count = try isQuery() ? .subquery(enclosedQuery()) : expression()
            try expect(.rightParenthesis)
        } else if kind == .variable {
            count = .variable(try variable())
        } else if kind == .integer || kind == .decimal || kind == .float, let literal = literal() {
            count = .literal(literal)
        } else {
            throw fail()
        }
        let isPercent = accept(.percent)
        return Top(count: count, isPercent: isPercent, includesTies: accept(.with, .ties))
    }

    private mutating func groupingExpressions() throws(Interruption) -> [Expression] {
        if keyword == .all {
            throw notModelled("GROUP BY ALL")
        }
        var result = [try groupingExpression()]
        while accept(.comma) {
            result.append(try groupingExpression())
        }
        if keyword == .with, token(ahead: 1).kind == .word {
            // The old forms WITH ROLLUP and WITH CUBE.
            throw notModelled(words: 2)
        }
        return result
    }

    private mutating func groupingExpression() throws(Interruption) -> Expression {
        if keyword == .grouping, token(ahead: 1).keyword == .sets {
            throw notModelled(words: 2)
        }
        if kind == .leftParenthesis, token(ahead: 1).kind == .rightParenthesis {
            throw notModelled("GROUP BY ()")
        }
        if token(ahead: 1).kind == .leftParenthesis, ["CUBE", "ROLLUP"].contains(capitals(of: token)),
            hasCompositeElement
        {
            throw notModelled()
        }
        return try expression()
    }

    /// Whether one of the arguments behind the present word is a list in parentheses, such as `(a, b)` of
    /// `ROLLUP ((a, b), c)`.
    private var hasCompositeElement: Bool {
        var distance = 1
        var depth = 0
        // Whether the parentheses of the second level are an argument, and not those of a function.
        var isElement = false
        repeat {
            switch token(ahead: distance).kind {
            case .leftParenthesis:
                depth += 1
                if depth == 2 {
                    let previous = token(ahead: distance - 1).kind
                    isElement = previous == .comma || previous == .leftParenthesis
                }
            case .rightParenthesis: depth -= 1
            case .comma where depth == 2 && isElement: return true
            case .endOfText, .invalid: return false
            default: break
            }
            distance += 1
        } while depth > 0
        return false
    }

    private mutating func selectItem() throws(Interruption) -> SelectItem {
        switch kind {
        case .asterisk:
            advance()
            return .all(of: nil)
        case .variable where token(ahead: 1).kind.assignmentOperator != nil:
            let variable = try variable()
            let assignment = try assignmentOperator()
            return .assignment(variable, assignment, try expression())
        case .word, .bracketedName, .quotedName, .string, .nationalString:
            if token(ahead: 1).kind == .equal, let alias = try alias(token) {
                advance()
                advance()
                return .value(try expression(), alias: alias)
            }
            if let table = try tableOfAllColumns() {
                return .all(of: table)
            }
        default:
            break
        }
        let value = try expression()
        return .value(value, alias: try alias())
    }

    /// Reads `table.*`, if that is there.
    private mutating func tableOfAllColumns() throws(Interruption) -> QualifiedName? {
        guard isName(token), token(ahead: 1).kind == .dot else {
            return nil
        }
        let mark = mark
        let name = try qualifiedName()
        guard kind == .dot else {
            moveBack(to: mark)
            return nil
        }
        advance()
        try expect(.asterisk)
        return name
    }

    /// Reads the name that an element of a select list is given, with `AS` or without.
    private mutating func alias() throws(Interruption) -> Identifier? {
        let isRequired = accept(.as)
        guard let result = try alias(token), isRequired || token(ahead: 1).kind != .colon else {
            if isRequired {
                throw fail()
            }
            return nil
        }
        advance()
        return result
    }

    /// The alias that a token is: a name, or a string.
    private mutating func alias(_ token: Token) throws(Interruption) -> Identifier? {
        let result: Identifier
        switch token.kind {
        case .string, .nationalString:
            let mark = mark
            result = Identifier(try string().value)
            moveBack(to: mark)
        default:
            guard isName(token) else {
                return nil
            }
            result = name(token)
        }
        guard !result.text.isEmpty, result.text.utf16.count <= 128 else {
            throw fail()
        }
        return result
    }

    /// Reads `=`, or a compound form of it.
    mutating func assignmentOperator() throws(Interruption) -> AssignmentOperator {
        guard let result = kind.assignmentOperator else {
            if kind == .pipe, token(ahead: 1).kind == .pipeEqual, token(ahead: 1).start == token.end {
                throw notModelled("||=")
            }
            throw fail()
        }
        advance()
        return result
    }
}

extension TokenKind {
    var assignmentOperator: AssignmentOperator? {
        switch self {
        case .equal: .assign
        case .plusEqual: .add
        case .minusEqual: .subtract
        case .asteriskEqual: .multiply
        case .slashEqual: .divide
        case .percentEqual: .modulo
        case .ampersandEqual: .bitwiseAnd
        case .caretEqual: .bitwiseExclusiveOr
        case .pipeEqual: .bitwiseOr
        default: nil
        }
    }
}
