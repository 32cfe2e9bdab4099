import TransactSQLSyntax

/// Looks through a batch before it runs, as a server compiles it: a column, a function or a variable that does not exist
/// refuses the whole batch. Tables and views that are missing show when their statement runs.
struct BatchCheck {
    private let context: ExecutionContext

    init(_ context: ExecutionContext) {
        self.context = context
    }

    /// Declares the variables of the batch, and resolves the names of its statements.
    ///
    /// - Throws: ``StatementFailure`` for what is wrong first, with its line.
    func check(_ statements: [Statement]) throws {
        for statement in statements { try check(statement) }
    }

    private func check(_ statement: Statement) throws {
        do {
            try checkParts(of: statement.kind)
        } catch var failure as StatementFailure where failure.number != 208 {
            failure.line = failure.line ?? Int(statement.location.line)
            throw failure.whileBinding
        } catch is StatementFailure {
            // Tables are looked for when the statement runs.
        } catch is NotModelled {
            // It is told of when the statement is come to.
        }
    }

    private func checkParts(of statement: Statement.Kind) throws {
        let binder = Binder(context)
        switch statement {
        case .block(let statements): try check(statements)
        case .conditional(let condition, let then, let otherwise):
            try ignoringMissing { _ = try binder.bind(condition) }
            try check(then)
            if let otherwise { try check(otherwise) }
        case .loop(let condition, let body):
            try ignoringMissing { _ = try binder.bind(condition) }
            try check(body)
        case .tryCatch(let statements, let handler):
            try check(statements)
            try check(handler)
        case .declare(let declarations):
            for declaration in declarations { try declare(declaration) }
        case .assign(let variable, let operation, let value):
            _ = try binder.assignment(variable, operation, value)
        case .print(let value):
            var binder = binder
            binder.refusesColumns = true
            _ = try binder.bind(value)
        case .select(let statement), .cursor(.declare(_, _, let statement)):
            var binder = binder
            try binder.add(statement.commonTableExpressions)
            _ = try binder.bind(statement.query)
        default: break
        }
    }

    private func ignoringMissing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as StatementFailure where failure.number == 208 {
            return
        } catch is NotModelled {
            return
        }
    }

    private func declare(_ declaration: VariableDeclaration) throws {
        guard context.variables[declaration.name] == nil else { throw StatementFailure(134, declaration.name) }
        let type: SQLType
        do {
            type = try SQLType(declaration.type, defaultLength: 1)
        } catch is NotModelled {
            // A cursor, or something that is not known: its uses are refused, not its declaration.
            type = .sqlVariant
        }
        context.variables[declaration.name] = Variables.Variable(type: type)
        if let value = declaration.value { _ = try Binder(context).assignment(declaration.name, .assign, value) }
    }
}
