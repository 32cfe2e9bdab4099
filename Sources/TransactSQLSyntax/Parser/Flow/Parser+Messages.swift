extension Parser {
    mutating func messageStatement() throws(Interruption) -> Statement.Kind {
        switch keyword {
        case .print:
            advance()
            return .print(try expression())
        case .throw:
            advance()
            return .throwError(try thrownError())
        default:
            return .raiseError(try raisedError())
        }
    }

    private mutating func thrownError() throws(Interruption) -> ThrownError? {
        guard kind == .integer || kind == .variable else {
            return nil
        }
        let number = try constant()
        try expect(.comma)
        let message = try constant()
        try expect(.comma)
        return ThrownError(number: number, message: message, state: try constant())
    }

    private mutating func raisedError() throws(Interruption) -> RaisedError {
        try expect(.raiserror)
        try expect(.leftParenthesis)
        let message = try constant()
        try expect(.comma)
        let severity = try constant()
        try expect(.comma)
        var result = RaisedError(message: message, severity: severity, state: try constant())
        while accept(.comma) {
            result.arguments.append(try constant())
        }
        try expect(.rightParenthesis)
        guard accept(.with) else {
            return result
        }
        repeat {
            guard let option = RaisedError.Option(rawValue: capitals(of: token)) else {
                throw fail()
            }
            advance()
            result.options.append(option)
        } while accept(.comma)
        return result
    }

    /// Reads a constant with or without a sign, or a variable: where SQL Server takes no expression.
    mutating func constant() throws(Interruption) -> Expression {
        switch kind {
        case .variable:
            return .variable(try variable())
        case .globalVariable:
            let result = Expression.globalVariable(text(of: token))
            advance()
            return result
        case .minus, .plus:
            let sign: UnaryOperator = kind == .minus ? .minus : .plus
            advance()
            switch kind {
            case .integer, .decimal, .float, .money: break
            default: throw fail()
            }
            guard let literal = literal() else {
                throw fail()
            }
            return .unary(sign, .literal(literal))
        default:
            guard let literal = literal() else {
                throw fail()
            }
            return .literal(literal)
        }
    }
}
