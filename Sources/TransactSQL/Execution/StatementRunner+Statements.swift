import TransactSQLSyntax

extension StatementRunner {
    /// Runs one statement.
    func perform(_ statement: Statement) async throws -> Flow {
        switch statement.kind {
        // Flow first: these keep @@ERROR for what is in them.
        case .block(let statements): return try await run(statements)
        case .conditional(let condition, let then, let otherwise):
            let isTrue = try await evaluate(condition)
            guard let taken = isTrue ? then : otherwise else { return .next }
            return try await run([taken])
        case .loop(let condition, let body): return try await loop(condition, body)
        case .tryCatch(let statements, let handler): return try await run(statements, catch: handler)
        case .breakLoop: return .breakLoop
        case .continueLoop: return .continueLoop
        case .goTo(let label): return .goTo(label)
        case .label: return .next
        case .returnValue(let value):
            if let value { _ = try await self.value(of: value) }
            return .returned
        case .declare(let declarations):
            for declaration in declarations {
                guard let value = declaration.value else { continue }
                try await assign(declaration.name, .assign, value)
                // As behind SET. A declaration alone is no statement that runs, and leaves both as they are.
                context.state.rowCount = 1
                context.state.lastError = 0
            }
            return .next
        case .execute(let call): return try await execute(call)
        case .raiseError(let error):
            try await raise(error)
            return .next
        // The rest leave 0 in it when they succeed.
        case .throwError(let error): try await throwError(error)
        case .serviceMasterKey(let statement): try await perform(statement)
        case .masterKey(let statement): try await perform(statement)
        case .certificate(let statement): try await perform(statement)
        case .asymmetricKey(let statement): try await perform(statement)
        case .symmetricKey(let statement): try await perform(statement)
        case .databaseEncryptionKey(let statement): try await perform(statement)
        case .credential(let statement): try await perform(statement)
        case .cryptographicProvider(let statement): try await perform(statement)
        case .signature(let statement): try perform(statement)
        case .use(let name): try await use(name)
        case .createDatabase(let statement): try await perform(statement)
        case .alterDatabase(let statement): try await perform(statement)
        case .backUp(let statement): try await perform(statement)
        case .restore(let statement): try await perform(statement)
        case .drop(let statement): try await perform(statement)
        case .login(let statement): try await perform(statement)
        case .user(let statement): try await perform(statement)
        case .permission(let statement): try await perform(statement)
        case .authorization(let statement): try await perform(statement)
        case .executeAs(let statement): try perform(statement)
        // Nobody can have become another principal here.
        case .revert: break
        case .select(let statement): try await perform(statement)
        case .insert(let statement): try refuse("INSERT", statement.target)
        case .update(let statement): try refuse("UPDATE", statement.target)
        case .delete(let statement): try refuse("DELETE", statement.target)
        case .print(let value): try await printText(value)
        case .wait(let wait): try await perform(wait)
        case .assign(let variable, let operation, let value):
            try await assign(variable, operation, value)
            context.state.rowCount = 1
        case .cursor(let statement): try await perform(statement)
        case .setOption(let option): try perform(option)
        case .transaction(let statement): try perform(statement)
        case .reconfigure: try reconfigure()
        case .traceFlags(let statement): try await perform(statement)
        case .unmodelled(let statement): try perform(statement)
        }
        context.state.lastError = 0
        return .next
    }

    private func loop(_ condition: Condition, _ body: Statement) async throws -> Flow {
        while context.state.withholding.isEmpty, try await evaluate(condition) {
            try await context.goOn()
            switch try await run([body]) {
            case .next, .continueLoop: continue
            case .breakLoop: return .next
            case let flow: return flow
            }
        }
        return .next
    }

    /// Whether a condition is true; unknown is not.
    private func evaluate(_ condition: Condition) async throws -> Bool {
        let bound = try Binder(context).bind(condition)
        let isTrue = try await bound(.none) == true
        context.state.lastError = 0
        return isTrue
    }

    /// The value of an expression outside queries.
    func value(of expression: Expression) async throws -> (value: SQLValue, type: SQLType?) {
        let bound = try Binder(context).bind(expression)
        return (try await bound.evaluate(.none), bound.type)
    }

    /// The value of an expression as text; `nil` for `NULL`.
    func text(of expression: Expression) async throws -> String? {
        let bound = try Binder(context).bind(expression).converted(to: .nvarchar(nil))
        guard case .text(let text) = try await bound.evaluate(.none) else { return nil }
        return text
    }

    /// The value of an expression as a whole number; `nil` for `NULL`.
    func number(of expression: Expression) async throws -> Int? {
        let bound = try Binder(context).bind(expression).converted(to: .bigint)
        guard case .int(let number) = try await bound.evaluate(.none) else { return nil }
        return Int(number)
    }

    private func assign(_ variable: VariableName, _ operation: AssignmentOperator, _ value: Expression) async throws {
        _ = try await Binder(context).assignment(variable, operation, value).evaluate(.none)
    }

    /// Resolves the names of a `SELECT`.
    func bind(_ statement: SelectStatement) throws -> BoundQuery {
        var binder = Binder(context)
        try binder.add(statement.commonTableExpressions)
        return try binder.bind(statement.query)
    }

    private func perform(_ statement: SelectStatement) async throws {
        let query = try bind(statement)
        let rows = try await query.rows(nil)
        if !query.columns.isEmpty {
            try await context.events.send(.resultSet(ResultSet(columns: query.columns, rows: rows)))
            try await context.report(rows: rows.count)
        } else {
            context.state.rowCount = rows.count
        }
    }

    private func refuse(_ name: String, _ target: DataTarget) throws {
        switch target {
        case .variable(let variable): throw NotModelled("\(name) of \(variable)", "There are no table variables here.")
        case .table(let table):
            // A view of the catalog is there, and can only be read.
            _ = try context.view(table)
            throw StatementFailure(259)
        }
    }

    private func printText(_ value: Expression) async throws {
        let text = try await text(of: value) ?? ""
        try await context.send(
            StatementFailure(number: 0, severity: 0, state: 1, text: SQLText.prefix(text, 8000)))
    }
}
