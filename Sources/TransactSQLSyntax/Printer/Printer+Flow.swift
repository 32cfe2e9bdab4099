extension Printer {
    mutating func writeFlow(_ kind: Statement.Kind) {
        switch kind {
        case .use(let database):
            write("USE ")
            write(database)
        case .revert: write("REVERT")
        case .breakLoop: write("BREAK")
        case .continueLoop: write("CONTINUE")
        case .throwError(let error):
            write("THROW")
            if let error {
                write(" ")
                list([error.number, error.message, error.state]) { $0.write($1) }
            }
        case .raiseError(let error): write(error)
        case .print(let value):
            write("PRINT ")
            write(value)
        case .returnValue(let value):
            write("RETURN")
            if let value {
                write(" ")
                write(value)
            }
        case .goTo(let label):
            write("GOTO ")
            write(label)
        case .wait(let wait): write(wait)
        case .declare(let declarations):
            write("DECLARE ")
            list(declarations) { $0.write($1) }
        case .assign(let variable, let assignment, let value):
            write("SET \(variable.text) \(assignment.symbol) ")
            write(value)
        case .reconfigure(let withOverride): write(withOverride ? "RECONFIGURE WITH OVERRIDE" : "RECONFIGURE")
        default: break
        }
    }

    private mutating func write(_ error: RaisedError) {
        write("RAISERROR (")
        list([error.message, error.severity, error.state] + error.arguments) { $0.write($1) }
        write(")")
        if !error.options.isEmpty {
            write(" WITH ")
            list(error.options) { $0.write($1.rawValue) }
        }
    }

    private mutating func write(_ wait: Wait) {
        switch wait {
        case .delay(let value):
            write("WAITFOR DELAY ")
            write(value)
        case .time(let value):
            write("WAITFOR TIME ")
            write(value)
        }
    }

    private mutating func write(_ declaration: VariableDeclaration) {
        write(declaration.name.text + " ")
        // As a name of a type it would be in brackets, being a reserved word.
        if declaration.type == .cursor {
            write("CURSOR")
        } else {
            write(declaration.type)
        }
        if let value = declaration.value {
            write(" = ")
            write(value)
        }
    }

    mutating func write(_ option: SessionOption) {
        write("SET ")
        switch option {
        case .switches(let names, let isOn):
            write(names.joined(separator: ", ") + (isOn ? " ON" : " OFF"))
        case .identityInsert(let table, let isOn):
            write("IDENTITY_INSERT ")
            write(table)
            write(isOn ? " ON" : " OFF")
        case .statistics(let names, let isOn):
            write("STATISTICS " + names.joined(separator: ", ") + (isOn ? " ON" : " OFF"))
        case .isolationLevel(let level):
            write("TRANSACTION ISOLATION LEVEL " + level)
        case .value(let option):
            write(option.name)
            if let value = option.value {
                write(" ")
                write(value)
            }
        }
    }

    mutating func write(_ statement: TransactionStatement) {
        let name: NameOrVariable?
        switch statement {
        case .begin(let transaction):
            write("BEGIN TRANSACTION")
            name = transaction
        case .commit(let transaction):
            write("COMMIT TRANSACTION")
            name = transaction
        case .rollBack(let transaction):
            write("ROLLBACK TRANSACTION")
            name = transaction
        case .save(let savepoint):
            write("SAVE TRANSACTION")
            name = savepoint
        }
        if let name {
            write(" ")
            write(name)
        }
    }
}

extension AssignmentOperator {
    var symbol: String {
        switch self {
        case .assign: "="
        case .add: "+="
        case .subtract: "-="
        case .multiply: "*="
        case .divide: "/="
        case .modulo: "%="
        case .bitwiseAnd: "&="
        case .bitwiseExclusiveOr: "^="
        case .bitwiseOr: "|="
        }
    }
}
