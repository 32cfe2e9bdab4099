extension Parser {
    /// Reads `DBCC` about trace flags; the tree has no place for any other `DBCC`.
    mutating func consoleCommand() throws(Interruption) -> Statement.Kind {
        guard isUnmodelledStatement else {
            throw fail()
        }
        guard let action = TraceFlagStatement.Action(rawValue: capitals(of: token(ahead: 1))) else {
            throw notModelled(nil)
        }
        advance()
        advance()
        var statement = TraceFlagStatement(action: action, flags: [])
        if action != .showStatus || kind == .leftParenthesis {
            try addTraceFlags(to: &statement)
        }
        if keyword == .with, token(ahead: 1).kind == .word, capitals(of: token(ahead: 1)) == "NO_INFOMSGS" {
            advance()
            advance()
            statement.hidesMessages = true
        }
        return .traceFlags(statement)
    }

    private mutating func addTraceFlags(to statement: inout TraceFlagStatement) throws(Interruption) {
        try expect(.leftParenthesis)
        if statement.action == .showStatus, accept(.rightParenthesis) {
            return
        }
        repeat {
            if kind == .variable {
                throw notModelled("a variable as a trace flag")
            }
            let isNegative = accept(.minus)
            let number = try integer()
            switch (isNegative, number) {
            case (false, _): statement.flags.append(number)
            case (true, 1): statement.isGlobal = true
            case (true, _): throw notModelled("a negative trace flag")
            }
        } while accept(.comma)
        try expect(.rightParenthesis)
        if statement.flags.isEmpty, statement.action != .showStatus {
            throw notModelled("-1 without a trace flag")
        }
    }
}
