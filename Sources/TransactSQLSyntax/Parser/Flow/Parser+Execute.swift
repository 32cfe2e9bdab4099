extension Parser {
    mutating func executeStatement() throws(Interruption) -> Statement.Kind {
        advance()
        if accept(.as) {
            return .executeAs(try executionContext())
        }
        if kind == .leftParenthesis {
            return .execute(try executedBatch())
        }
        var result: VariableName?
        if kind == .variable, token(ahead: 1).kind == .equal {
            result = try variable()
            advance()
        }
        var statement = try procedureCall()
        statement.result = result
        return .execute(statement)
    }

    /// Reads `('…' + @variable …)`.
    private mutating func executedBatch() throws(Interruption) -> ExecuteStatement {
        try expect(.leftParenthesis)
        var batch = try part()
        while accept(.plus) {
            let right = try part()
            try grow()
            batch = .binary(batch, .add, right)
        }
        if kind == .comma {
            throw notModelled("parameters of EXECUTE ('…')")
        }
        try expect(.rightParenthesis)
        if keyword == .as || keyword == .at {
            throw notModelled()
        }
        if keyword == .with, token(ahead: 1).keyword == .result {
            throw notModelled(words: 3)
        }
        return ExecuteStatement(target: .batch(batch))
    }

    private mutating func part() throws(Interruption) -> Expression {
        switch kind {
        case .variable, .string, .nationalString: try constant()
        default: throw fail()
        }
    }

    /// Reads a procedure's name and its arguments.
    mutating func procedureCall() throws(Interruption) -> ExecuteStatement {
        let target: ExecuteStatement.Target
        if kind == .variable {
            target = .procedureVariable(try variable())
        } else {
            target = .procedure(try qualifiedName())
        }
        if kind == .semicolon, token(ahead: 1).kind == .integer {
            // This semicolon ends nothing.
            advance()
            advance()
            throw notModelled("a numbered procedure")
        }
        var statement = ExecuteStatement(target: target)
        if isArgument {
            repeat {
                statement.arguments.append(try argument())
            } while accept(.comma)
        }
        if keyword == .with {
            let option = token(ahead: 1).keyword
            if option == .recompile || option == .result {
                throw notModelled(words: option == .result ? 3 : 2)
            }
        }
        return statement
    }

    /// Whether an argument begins with the present token.
    private var isArgument: Bool {
        switch kind {
        case .string, .nationalString, .integer, .decimal, .float, .money, .binary, .variable, .globalVariable, .minus,
            .plus,
            .bracketedName, .quotedName:
            true
        case .word:
            keyword == .default || keyword == .null || !keyword.isReserved && token(ahead: 1).kind != .colon
        default:
            false
        }
    }

    private mutating func argument() throws(Interruption) -> ExecuteStatement.Argument {
        var name: VariableName?
        if kind == .variable, token(ahead: 1).kind == .equal {
            name = try undeclaredVariableName()
            advance()
        }
        return ExecuteStatement.Argument(name: name, value: try argumentValue())
    }

    private mutating func argumentValue() throws(Interruption) -> ExecuteStatement.Argument.Value {
        if accept(.default) {
            return .byDefault
        }
        if kind == .variable {
            let variable = try variable()
            return accept(.output) || accept(.out) ? .output(variable) : .value(.variable(variable))
        }
        if keyword != .null, isName(token) {
            return .word(try identifier())
        }
        return .value(try constant())
    }

    private mutating func executionContext() throws(Interruption) -> ExecuteAsStatement {
        let context: ExecuteAsStatement.Context?
        if keyword == .login || keyword == .user, token(ahead: 1).kind == .equal, token(ahead: 2).kind == .variable {
            advance()
            advance()
            _ = try variable()
            context = nil
        } else if accept(.login) {
            context = .login(try assignedString())
        } else if accept(.user) {
            context = .user(try assignedString())
        } else {
            try expect(.caller)
            context = .caller
        }
        let forbidsRevert = accept(.with)
        if forbidsRevert {
            if keyword == .cookie {
                throw notModelled()
            }
            try expect(.no, .revert)
        }
        guard let context else {
            // Only here, behind the REVERT that begins no statement.
            throw notModelled("EXECUTE AS a variable")
        }
        return ExecuteAsStatement(context: context, forbidsRevert: forbidsRevert)
    }

    mutating func revertStatement() throws(Interruption) -> Statement.Kind {
        advance()
        if keyword == .with, token(ahead: 1).keyword == .cookie {
            throw notModelled(words: 2)
        }
        return .revert
    }

    mutating func reconfigureStatement() throws(Interruption) -> Statement.Kind {
        advance()
        return .reconfigure(withOverride: accept(.with, .override))
    }
}
