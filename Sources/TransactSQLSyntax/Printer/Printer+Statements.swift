extension Printer {
    /// Writes a statement on lines of its own.
    mutating func write(_ statement: Statement) {
        switch statement.kind {
        case .block(let statements):
            line("BEGIN")
            writeIndented(statements)
            line("END;")
        case .conditional(let condition, let consequence, let alternative):
            write(condition, then: consequence, otherwise: alternative)
        case .loop(let condition, let body):
            beginLine()
            write("WHILE ")
            write(condition)
            endLine()
            writeIndented([body])
        case .tryCatch(let attempted, let handlers):
            line("BEGIN TRY")
            writeIndented(attempted)
            line("END TRY")
            line("BEGIN CATCH")
            writeIndented(handlers)
            line("END CATCH;")
        case .label(let name):
            line(name.text + ":")
        case .unmodelled(let statement):
            beginLine()
            write(statement.text)
            write(statement.isModule ? "\n" : ";\n")
        default:
            beginLine()
            writeSimple(statement.kind)
            write(";\n")
        }
    }

    private mutating func write(_ condition: Condition, then consequence: Statement, otherwise alternative: Statement?)
    {
        beginLine()
        write("IF ")
        write(condition)
        endLine()
        guard let alternative else {
            return writeIndented([consequence])
        }
        // Without BEGIN and END, an inner IF would take the ELSE.
        writeIndented(consequence.endsInOpenConditional ? [Statement(.block([consequence]))] : [consequence])
        line("ELSE")
        writeIndented([alternative])
    }

    /// Writes a statement that has no other statements within it, without its semicolon.
    private mutating func writeSimple(_ kind: Statement.Kind) {
        switch kind {
        case .serviceMasterKey(let statement): write(statement)
        case .masterKey(let statement): write(statement)
        case .certificate(let statement): write(statement)
        case .asymmetricKey(let statement): write(statement)
        case .symmetricKey(let statement): write(statement)
        case .databaseEncryptionKey(let statement): write(statement)
        case .credential(let statement): write(statement)
        case .cryptographicProvider(let statement): write(statement)
        case .signature(let statement): write(statement)
        case .createDatabase(let statement): write(statement)
        case .alterDatabase(let statement): write(statement)
        case .backUp(let statement): write(statement)
        case .restore(let statement): write(statement)
        case .drop(let statement): write(statement)
        case .login(let statement): write(statement)
        case .user(let statement): write(statement)
        case .permission(let statement): write(statement)
        case .authorization(let statement): write(statement)
        case .executeAs(let statement): write(statement)
        case .select(let statement): write(statement)
        case .insert(let statement): write(statement)
        case .update(let statement): write(statement)
        case .delete(let statement): write(statement)
        case .execute(let statement): write(statement)
        case .transaction(let statement): write(statement)
        case .cursor(let statement): write(statement)
        case .setOption(let option): write(option)
        case .traceFlags(let statement): write(statement)
        default: writeFlow(kind)
        }
    }
}

extension Statement {
    /// Whether an `ELSE` behind the statement would belong to an `IF` at its end.
    fileprivate var endsInOpenConditional: Bool {
        switch kind {
        case .conditional(_, _, otherwise: let alternative): alternative?.endsInOpenConditional ?? true
        case .loop(_, let body): body.endsInOpenConditional
        default: false
        }
    }
}

extension UnmodelledStatement {
    /// Whether everything behind the first words belongs to the statement, a last semicolon included.
    fileprivate var isModule: Bool {
        guard name.hasPrefix("CREATE ") || name.hasPrefix("ALTER ") else {
            return false
        }
        let object = name.split(separator: " ").last
        return object.map { Self.modules.contains(String($0)) } ?? false
    }

    private static let modules: Set<String> = [
        "DEFAULT", "FUNCTION", "PROCEDURE", "RULE", "SCHEMA", "TRIGGER", "VIEW",
    ]
}
