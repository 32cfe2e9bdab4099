extension Printer {
    mutating func write(_ statement: ExecuteStatement) {
        write("EXECUTE ")
        if let result = statement.result {
            write(result.text + " = ")
        }
        switch statement.target {
        case .procedure(let name): write(name)
        case .procedureVariable(let variable): write(variable.text)
        case .batch(let value):
            write("(")
            write(value)
            write(")")
        }
        if !statement.arguments.isEmpty {
            write(" ")
            list(statement.arguments) { $0.write($1) }
        }
    }

    private mutating func write(_ argument: ExecuteStatement.Argument) {
        if let name = argument.name {
            write(name.text + " = ")
        }
        switch argument.value {
        case .value(let value): write(value)
        case .word(let word): write(word)
        case .output(let variable): write(variable.text + " OUTPUT")
        case .byDefault: write("DEFAULT")
        }
    }

    mutating func write(_ statement: ExecuteAsStatement) {
        write("EXECUTE AS ")
        switch statement.context {
        case .login(let name):
            write("LOGIN = ")
            write(name)
        case .user(let name):
            write("USER = ")
            write(name)
        case .caller:
            write("CALLER")
        }
        if statement.forbidsRevert {
            write(" WITH NO REVERT")
        }
    }
}
