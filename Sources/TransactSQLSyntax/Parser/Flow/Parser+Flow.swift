extension Parser {
    mutating func flowStatement() throws(Interruption) -> Statement.Kind {
        switch keyword {
        case .begin: return try beginStatement()
        case .if: return try conditional()
        case .while: return try loop()
        case .break:
            advance()
            return .breakLoop
        case .continue:
            advance()
            return .continueLoop
        case .return: return try returnStatement()
        case .goto:
            advance()
            return .goTo(try identifier())
        default: return .wait(try wait())
        }
    }

    private mutating func beginStatement() throws(Interruption) -> Statement.Kind {
        let next = token(ahead: 1)
        switch next.keyword {
        case .tran, .transaction, .distributed:
            return try transactionStatement()
        case .dialog, .conversation, .atomic:
            throw notModelled(nil)
        case .try:
            return try nested { parser throws(Interruption) in try parser.tryCatch() }
        default:
            advance()
            let statements = try nested { parser throws(Interruption) in try parser.statements() }
            guard keyword == .end, !statements.isEmpty else {
                throw fail()
            }
            advance()
            return .block(statements)
        }
    }

    private mutating func tryCatch() throws(Interruption) -> Statement.Kind {
        try expect(.begin, .try)
        let attempted = try statements()
        guard !attempted.isEmpty else {
            throw fail()
        }
        try expect(.end, .try)
        try expect(.begin, .catch)
        let handlers = try statements()
        try expect(.end, .catch)
        return .tryCatch(attempted, catch: handlers)
    }

    private mutating func conditional() throws(Interruption) -> Statement.Kind {
        try expect(.if)
        let condition = try condition()
        let consequence = try nested { parser throws(Interruption) in try parser.statement() }
        guard acceptElse() else {
            return .conditional(condition, then: consequence, otherwise: nil)
        }
        let alternative = try nested { parser throws(Interruption) in try parser.statement() }
        return .conditional(condition, then: consequence, otherwise: alternative)
    }

    /// Accepts `ELSE`, and a semicolon before it.
    mutating func acceptElse() -> Bool {
        if kind == .semicolon, token(ahead: 1).keyword == .else {
            advance()
        }
        return accept(.else)
    }

    private mutating func loop() throws(Interruption) -> Statement.Kind {
        try expect(.while)
        let condition = try condition()
        return .loop(condition, try nested { parser throws(Interruption) in try parser.statement() })
    }

    private mutating func returnStatement() throws(Interruption) -> Statement.Kind {
        try expect(.return)
        switch kind {
        case .integer, .variable, .minus, .plus, .leftParenthesis, .globalVariable, .string, .nationalString, .decimal,
            .tilde:
            return .returnValue(try expression())
        case .word where token(ahead: 1).kind != .colon && (!keyword.isReserved || keyword == .case):
            return .returnValue(try expression())
        default:
            return .returnValue(nil)
        }
    }

    private mutating func wait() throws(Interruption) -> Wait {
        try expect(.waitfor)
        if accept(.delay) {
            return .delay(try stringOrVariable())
        }
        if accept(.time) {
            return .time(try stringOrVariable())
        }
        throw kind == .leftParenthesis ? notModelled("WAITFOR (…)") : fail()
    }
}
