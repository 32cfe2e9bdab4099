extension Parser {
    /// What was read where either may stand, such as within parentheses.
    private enum Operand {
        case value(Expression)
        case condition(Condition)
    }

    /// Reads a condition.
    mutating func condition() throws(Interruption) -> Condition {
        try condition(
            try nested { parser throws(Interruption) in try parser.disjunction() }
        )
    }

    private mutating func condition(_ operand: Operand) throws(Interruption) -> Condition {
        guard case .condition(let result) = operand else {
            throw failWithoutCondition()
        }
        return result
    }

    private mutating func disjunction() throws(Interruption) -> Operand {
        var left = try conjunction()
        while keyword == .or {
            let first = try condition(left)
            advance()
            let second = try condition(try conjunction())
            try grow()
            left = .condition(.or(first, second))
        }
        return left
    }

    private mutating func conjunction() throws(Interruption) -> Operand {
        var left = try negation()
        while keyword == .and {
            let first = try condition(left)
            advance()
            let second = try condition(try negation())
            try grow()
            left = .condition(.and(first, second))
        }
        return left
    }

    private mutating func negation() throws(Interruption) -> Operand {
        guard accept(.not) else {
            return try predicate()
        }
        return try nested { parser throws(Interruption) in
            .condition(.not(try parser.condition(try parser.negation())))
        }
    }

    private mutating func predicate() throws(Interruption) -> Operand {
        switch keyword {
        case .exists:
            advance()
            return .condition(.exists(try subquery()))
        case .contains, .freetext, .update:
            throw notModelled()
        case .match where token(ahead: 1).kind == .leftParenthesis:
            throw notModelled()
        case .none where kind == .word && token(ahead: 1).kind == .leftParenthesis:
            // The only function that is a condition.
            if token.range.count == 11, capitals(of: token) == "REGEXP_LIKE" {
                throw notModelled()
            }
        default:
            break
        }
        let value: Expression
        if kind == .leftParenthesis, !isQuery(ahead: 1) {
            advance()
            let inner = try nested { parser throws(Interruption) in try parser.disjunction() }
            try expect(.rightParenthesis)
            guard case .value(let first) = inner else {
                return inner
            }
            value = try expression(continuing: first)
        } else {
            value = try expression()
        }
        return try predicate(of: value)
    }

    private mutating func predicate(of value: Expression) throws(Interruption) -> Operand {
        if let (comparison, length) = comparisonOperator() {
            for _ in 0..<length { advance() }
            return .condition(try comparisonOf(value, comparison))
        }
        if accept(.is) {
            let isNegated = accept(.not)
            if keyword == .distinct {
                throw notModelled("IS DISTINCT FROM")
            }
            try expect(.null)
            return .condition(.isNull(value, isNegated: isNegated))
        }
        let isNegated = keyword == .not
        if isNegated {
            advance()
        }
        switch keyword {
        case .like:
            advance()
            let pattern = try expression()
            if kind == .leftBrace, token(ahead: 1).keyword == .escape {
                throw notModelled("{…}, an escape of ODBC,")
            }
            let escape = accept(.escape) ? try expression() : nil
            return .condition(.like(value, pattern: pattern, escape: escape, isNegated: isNegated))
        case .between:
            advance()
            let low = try expression()
            try expect(.and)
            return .condition(.between(value, low: low, high: try expression(), isNegated: isNegated))
        case .in:
            advance()
            return .condition(try membership(of: value, isNegated: isNegated))
        default:
            if isNegated {
                throw fail()
            }
            return .value(value)
        }
    }

    private mutating func comparisonOf(
        _ value: Expression,
        _ comparison: ComparisonOperator
    ) throws(Interruption) -> Condition {
        switch keyword {
        case .all:
            advance()
            return .quantified(value, comparison, .all, try subquery())
        case .any, .some:
            advance()
            return .quantified(value, comparison, .any, try subquery())
        default:
            return .comparison(value, comparison, try expression())
        }
    }

    private mutating func membership(of value: Expression, isNegated: Bool) throws(Interruption) -> Condition {
        guard kind == .leftParenthesis, isQuery(ahead: 1) else {
            try expect(.leftParenthesis)
            let values = try expressions()
            try expect(.rightParenthesis)
            return .inList(value, values, isNegated: isNegated)
        }
        return .inQuery(value, try subquery(), isNegated: isNegated)
    }

    /// The operator that compares, between whose two characters space may stand, and the number of its tokens.
    private func comparisonOperator() -> (ComparisonOperator, length: Int)? {
        switch (kind, token(ahead: 1).kind) {
        case (.less, .equal): (.lessOrEqual, 2)
        case (.less, .greater): (.notEqual, 2)
        case (.greater, .equal): (.greaterOrEqual, 2)
        case (.other, .equal) where isExclamationMark: (.notEqual, 2)
        case (.other, .less) where isExclamationMark: (.greaterOrEqual, 2)
        case (.other, .greater) where isExclamationMark: (.lessOrEqual, 2)
        case (.equal, _): (.equal, 1)
        case (.notEqual, _): (.notEqual, 1)
        case (.less, _): (.less, 1)
        case (.lessOrEqual, _): (.lessOrEqual, 1)
        case (.greater, _): (.greater, 1)
        case (.greaterOrEqual, _): (.greaterOrEqual, 1)
        default: nil
        }
    }

    private var isExclamationMark: Bool {
        source[Int(token.start)] == UInt8(ascii: "!")
    }
}
