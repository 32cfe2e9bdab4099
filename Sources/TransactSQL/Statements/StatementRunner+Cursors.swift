import TransactSQLSyntax

extension StatementRunner {
    /// A statement about a cursor.
    func perform(_ statement: CursorStatement) async throws {
        switch statement {
        case .declare(let name, let options, let query): try declare(name, options, query)
        case .open(let name): try await open(name)
        case .fetch(let row, let name, let variables): try await fetch(row, name, variables)
        case .close(let name):
            guard try context.cursor(name).rows != nil else { throw StatementFailure(16917) }
            try context.change(name) { $0?.rows = nil }
        case .deallocate(let name):
            _ = try context.cursor(name)
            try context.change(name) { $0 = nil }
        }
    }

    private func declare(_ name: NameOrVariable, _ options: [CursorOption], _ query: SelectStatement) throws {
        let cursor = Cursor(query, options)
        switch name {
        case .variable(let variable): context.variables.cursors[SQLText.folded(variable.text)] = cursor
        case .name(let name):
            let folded = SQLText.folded(name.text)
            // One of the batch may have the name of one of the connection.
            if options.contains(.local) {
                guard context.variables.cursors[folded] == nil else { throw StatementFailure(16915, name) }
                context.variables.cursors[folded] = cursor
            } else {
                guard context.state.cursors[folded] == nil else { throw StatementFailure(16915, name) }
                context.state.cursors[folded] = cursor
            }
        }
    }

    private func open(_ name: CursorName) async throws {
        let cursor = try context.cursor(name)
        guard cursor.rows == nil else { throw StatementFailure(16905) }
        let query = try bind(cursor.query)
        let rows = Cursor.Rows(columns: query.columns, values: try await query.rows(nil))
        // They are kept, and there may be many of them.
        let cursors = Array(context.variables.cursors.values) + context.state.cursors.values
        let open = cursors.compactMap(\.rows)
        try context.options.limits.requireResult(open.reduce(rows.size) { $0 + $1.size })
        try context.change(name) { $0?.rows = rows }
        context.state.cursorRows = rows.values.count
    }

    private func fetch(_ row: FetchedRow, _ name: CursorName, _ variables: [VariableName]) async throws {
        let cursor = try context.cursor(name)
        guard var rows = cursor.rows else { throw StatementFailure(16917) }
        guard variables.isEmpty || variables.count == rows.columns.count else { throw StatementFailure(16924) }
        guard cursor.isScrollable || row == .next else { throw StatementFailure(16911, "fetch", row.word) }
        rows.move(to: try await number(of: row, in: rows))
        try context.change(name) { $0?.rows = rows }
        context.state.fetchStatus = rows.present == nil ? -1 : 0
        if variables.isEmpty {
            let values = rows.present.map { [$0] } ?? []
            try await context.events.send(.resultSet(ResultSet(columns: rows.columns, rows: values)))
            return try await context.report(rows: values.count)
        }
        context.state.rowCount = rows.present == nil ? 0 : 1
        for (variable, (value, column)) in zip(variables, zip(rows.present ?? [], rows.columns)) {
            guard let type = context.variables[variable]?.type else { throw StatementFailure(137, variable) }
            context.variables[variable]?.value = try value.converted(from: column.type, to: type)
        }
    }

    private func number(of row: FetchedRow, in rows: Cursor.Rows) async throws -> Int {
        switch row {
        case .next: return rows.position + 1
        case .prior: return rows.position - 1
        case .first: return 1
        case .last: return rows.values.count
        case .absolute(let number):
            let number = try await self.number(of: number) ?? 0
            return number < 0 ? rows.values.count + 1 + max(number, -rows.values.count - 1) : number
        case .relative(let number):
            return rows.position.addingReportingOverflow(try await self.number(of: number) ?? 0).partialValue
        }
    }
}

extension FetchedRow {
    /// The word of messages.
    fileprivate var word: String {
        switch self {
        case .next: "NEXT"
        case .prior: "PRIOR"
        case .first: "FIRST"
        case .last: "LAST"
        case .absolute: "ABSOLUTE"
        case .relative: "RELATIVE"
        }
    }
}

extension ExecutionContext {
    /// The cursor of that name: one of the batch before one of the connection.
    ///
    /// - Throws: ``StatementFailure`` 16916, or 16950 for a variable that holds none.
    func cursor(_ name: CursorName) throws -> Cursor {
        let folded = SQLText.folded(name.text)
        let found = (name.isGlobal ? nil : variables.cursors[folded]) ?? state.cursors[folded]
        if let found { return found }
        switch name.name {
        case .name(let cursor): throw StatementFailure(16916, cursor)
        case .variable(let variable): throw StatementFailure(16950, variable)
        }
    }

    /// Changes the cursor of that name, which is there.
    func change(_ name: CursorName, _ change: (inout Cursor?) -> Void) throws {
        let folded = SQLText.folded(name.text)
        if !name.isGlobal, variables.cursors[folded] != nil {
            change(&variables.cursors[folded])
        } else {
            change(&state.cursors[folded])
        }
    }
}

extension CursorName {
    /// The name, or that of the variable.
    fileprivate var text: String {
        switch name {
        case .name(let name): name.text
        case .variable(let variable): variable.text
        }
    }
}
