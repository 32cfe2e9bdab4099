extension Parser {
    /// How tightly an operator binds; a looser one is less.
    private enum Precedence: UInt8, Comparable {
        case additive = 1
        case multiplicative

        static func < (left: Precedence, right: Precedence) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// Reads an expression.
    mutating func expression() throws(Interruption) -> Expression {
        // The commonest expressions are a name or a constant alone, for which nothing need be counted.
        if let simple = try simpleExpression() {
            return simple
        }
        return try nested { parser throws(Interruption) in
            try parser.operation(.additive, first: try parser.unary())
        }
    }

    /// Reads a constant or a variable, if nothing follows that continues it.
    @inline(__always)
    private mutating func simpleExpression() throws(Interruption) -> Expression? {
        switch token(ahead: 1).kind {
        case .comma, .rightParenthesis, .semicolon, .endOfText: break
        default: return nil
        }
        if kind == .variable {
            return .variable(try variable())
        }
        return literal().map { .literal($0) }
    }

    /// Reads expressions that are separated by commas.
    mutating func expressions() throws(Interruption) -> [Expression] {
        var result = [try expression()]
        while accept(.comma) {
            result.append(try expression())
        }
        return result
    }

    /// Continues an expression behind its first operand.
    mutating func expression(continuing first: Expression) throws(Interruption) -> Expression {
        try operation(.additive, first: try collated(first))
    }

    /// Reads the operators that bind at least as tightly as one, and their operands.
    private mutating func operation(_ minimum: Precedence, first: Expression) throws(Interruption) -> Expression {
        var left = first
        while let (binaryOperator, precedence) = binaryOperator(), precedence >= minimum {
            advance()
            if binaryOperator == .bitwiseOr, kind == .pipe || kind == .pipeEqual, token.start == tokens[index - 1].end {
                throw notModelled("||")
            }
            var right = try unary()
            if precedence == .additive {
                right = try operation(.multiplicative, first: right)
            }
            try grow()
            left = .binary(left, binaryOperator, right)
        }
        if kind == .less || kind == .greater, token(ahead: 1).kind == kind, token(ahead: 1).start == token.end {
            throw notModelled("a shift of bits")
        }
        return left
    }

    @inline(__always)
    private func binaryOperator() -> (BinaryOperator, Precedence)? {
        switch kind {
        case .asterisk: (.multiply, .multiplicative)
        case .slash: (.divide, .multiplicative)
        case .percentSign: (.modulo, .multiplicative)
        case .plus: (.add, .additive)
        case .minus: (.subtract, .additive)
        case .ampersand: (.bitwiseAnd, .additive)
        case .caret: (.bitwiseExclusiveOr, .additive)
        case .pipe: (.bitwiseOr, .additive)
        default: nil
        }
    }

    private mutating func unary() throws(Interruption) -> Expression {
        switch kind {
        case .minus, .plus:
            // A sign binds less tightly than `*`: `-100.0 / -100.0 * 10` is 0.1 in SQL Server.
            let sign: UnaryOperator = kind == .minus ? .minus : .plus
            advance()
            return try nested { parser throws(Interruption) in
                .unary(sign, try parser.operation(.multiplicative, first: try parser.unary()))
            }
        case .tilde:
            advance()
            return try nested { parser throws(Interruption) in
                .unary(.bitwiseNot, try parser.unary())
            }
        default:
            return try collated(try primary())
        }
    }

    private mutating func collated(_ first: Expression) throws(Interruption) -> Expression {
        if kind == .dot, tokens[index - 1].kind == .rightParenthesis, isName(token(ahead: 1)) {
            throw notModelled("a method of an expression")
        }
        var result = first
        while accept(.collate) {
            try grow()
            result = .collate(result, try identifier())
        }
        if keyword == .at, token(ahead: 1).keyword == .time {
            throw notModelled(words: 3)
        }
        return result
    }

    private mutating func primary() throws(Interruption) -> Expression {
        if let literal = literal() {
            return .literal(literal)
        }
        switch kind {
        case .variable:
            let result = Expression.variable(try variable())
            if kind == .dot {
                throw notModelled("a method of a variable")
            }
            return result
        case .globalVariable:
            let result = Expression.globalVariable(text(of: token))
            advance()
            return result
        case .leftParenthesis:
            return try parenthesized()
        case .leftBrace:
            throw notModelled("{…}, an escape of ODBC,")
        case .word:
            return try expressionOfWord()
        case .bracketedName, .quotedName:
            return try columnOrCall()
        default:
            throw fail()
        }
    }

    private mutating func parenthesized() throws(Interruption) -> Expression {
        advance()
        if isQuery() {
            let query = try enclosedQuery()
            try expect(.rightParenthesis)
            return .subquery(query)
        }
        let result = try expression()
        try expect(.rightParenthesis)
        return result
    }

    private mutating func expressionOfWord() throws(Interruption) -> Expression {
        let isCall = token(ahead: 1).kind == .leftParenthesis
        switch keyword {
        case .case:
            return .caseOf(try caseExpression())
        case .convert where isCall, .tryConvert where isCall:
            return .conversion(try convert())
        case .cast where isCall, .tryCast where isCall:
            return .conversion(try cast())
        case .iif where isCall:
            return .caseOf(try choice())
        case .coalesce where isCall, .nullif where isCall, .left where isCall, .right where isCall:
            let name = QualifiedName(Identifier(text(of: token)))
            advance()
            return try call(name)
        case .currentTimestamp, .currentUser, .sessionUser, .systemUser, .user, .currentDate, .currentTime:
            let name = QualifiedName(Identifier(text(of: token)))
            advance()
            return .call(FunctionCall(name: name, arguments: .none))
        case .next where token(ahead: 1).keyword == .value:
            throw notModelled(words: 3)
        case .identitycol, .rowguidcol:
            throw notModelled()
        case .identity where isCall, .openrowset where isCall, .openquery where isCall, .openxml where isCall,
            .opendatasource where isCall:
            throw notModelled()
        default:
            if isPseudocolumn {
                throw notModelled()
            }
            return try columnOrCall()
        }
    }

    private mutating func columnOrCall() throws(Interruption) -> Expression {
        let name = try qualifiedName()
        if kind == .leftParenthesis {
            return try call(name)
        }
        if kind == .doubleColon {
            // Static methods of types, such as hierarchyid::GetRoot().
            throw notModelled("a method of a type")
        }
        return .column(name)
    }

    /// Reads the arguments of a function behind its name.
    mutating func call(_ name: QualifiedName) throws(Interruption) -> Expression {
        let result = Expression.call(FunctionCall(name: name, arguments: try arguments(of: name)))
        switch keyword {
        case .over: throw notModelled("\(name.name.text.uppercased()) (…) OVER")
        case .within: throw notModelled("\(name.name.text.uppercased()) (…) WITHIN GROUP")
        default: break
        }
        if token(ahead: 2).keyword == .over, ["IGNORE", "RESPECT"].contains(capitals(of: token)),
            capitals(of: token(ahead: 1)) == "NULLS"
        {
            throw notModelled("\(name.name.text.uppercased()) (…) OVER")
        }
        if kind == .dot {
            throw notModelled("a method of \(name.name.text.uppercased()) (…)")
        }
        return result
    }

    mutating func arguments(of name: QualifiedName) throws(Interruption) -> FunctionCall.Arguments {
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) {
            return .values([])
        }
        let result: FunctionCall.Arguments
        if accept(.asterisk) {
            result = .all
        } else if accept(.distinct) {
            result = .distinct(try expression())
        } else {
            accept(.all)
            var values = [try argument(of: name)]
            while accept(.comma) {
                values.append(try argument(of: name))
            }
            result = .values(values)
        }
        switch keyword {
        case .as, .from, .using: throw notModelled("\(name.name.text.uppercased()) (… \(capitals(of: token)) …)")
        default: break
        }
        if kind != .rightParenthesis {
            try refuseClauses(of: name)
        }
        try expect(.rightParenthesis)
        return result
    }

    private mutating func argument(of name: QualifiedName) throws(Interruption) -> Expression {
        if keyword == .default {
            throw notModelled("\(name.name.text.uppercased()) (… DEFAULT …)")
        }
        let next = token(ahead: 1)
        if kind == .word, [.string, .nationalString, .variable].contains(next.kind) || isName(next),
            name.name.text.uppercased() == "TRIM", ["BOTH", "LEADING", "TRAILING"].contains(capitals(of: token))
        {
            throw notModelled("TRIM (\(capitals(of: token)) …)")
        }
        return try expression()
    }

    /// Ends the reading at what stands behind the arguments of a function of JSON: `NULL ON NULL`, `ORDER BY` and the like,
    /// or the value of a key.
    private mutating func refuseClauses(of name: QualifiedName) throws(Interruption) {
        let function = name.name.text.uppercased()
        guard function.hasPrefix("JSON_") else { return }
        if kind == .colon {
            throw notModelled("\(function) (… : …)")
        }
        let word = capitals(of: token)
        if ["ABSENT", "NULL", "ON", "ORDER", "RETURNING", "WITH"].contains(word) {
            throw notModelled("\(function) (… \(word) …)")
        }
    }
}
