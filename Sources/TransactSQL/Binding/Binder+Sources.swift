import TransactSQLSyntax

extension Binder {
    /// Resolves what stands after `FROM`, separated by commas.
    func bind(_ sources: [TableSource]) throws -> BoundSource {
        guard var bound = try sources.first.map({ try bind($0) }) else {
            // Without FROM there is one row, without columns.
            return BoundSource(columns: []) { _ in [[]] }
        }
        for source in sources.dropFirst() {
            bound = try join(bound, .cross, try bind(source), on: nil)
        }
        return bound
    }

    private func bind(_ source: TableSource) throws -> BoundSource {
        switch source {
        case .table(let name, let alias, _): return try table(name, alias: alias)
        case .variable(let name, _):
            throw NotModelled("table variable \(name)", "There are no table variables here.")
        case .function(let call, _):
            throw StatementFailure(208, Self.text(of: call.name)).whileBinding
        case .subquery(let query, let alias, let columns):
            let query = try derived(query)
            return try Self.named(query, alias.text, columns)
        case .values(let rows, let alias, let columns):
            return try Self.named(try table(of: rows), alias.text, columns)
        case .join(let left, let kind, let right, let condition):
            return try bind(left, kind, right, on: condition)
        }
    }

    private func bind(
        _ left: TableSource, _ kind: JoinKind, _ right: TableSource, on condition: Condition?
    ) throws -> BoundSource {
        let left = try bind(left)
        if kind == .crossApply || kind == .outerApply {
            // The right side sees the row of the left one.
            var binder = self
            binder.levels.append(left.columns)
            return try apply(left, try binder.bind(right), keepsLeft: kind == .outerApply)
        }
        let right = try bind(right)
        var binder = self
        binder.levels.append(left.columns + right.columns)
        binder = binder.refusingAggregates(1015)
        return try join(left, kind, right, on: try condition.map { try binder.bind($0) })
    }

    private func apply(_ left: BoundSource, _ right: BoundSource, keepsLeft: Bool) throws -> BoundSource {
        let columns = try columns(of: left, right)
        let nulls = [SQLValue](repeating: .null, count: right.columns.count)
        let limits = context.options.limits
        return BoundSource(columns: columns) { outer in
            var result: [[SQLValue]] = []
            for row in try await left.rows(outer) {
                let found = try await right.rows(RowScope(row, in: outer))
                for other in found { result.append(row + other) }
                if found.isEmpty, keepsLeft { result.append(row + nulls) }
                try limits.requireRows(result.count)
            }
            return result
        }
    }

    private func join(
        _ left: BoundSource, _ kind: JoinKind, _ right: BoundSource, on condition: BoundCondition?
    ) throws -> BoundSource {
        let columns = try columns(of: left, right)
        let noLeft = [SQLValue](repeating: .null, count: left.columns.count)
        let noRight = [SQLValue](repeating: .null, count: right.columns.count)
        let limits = context.options.limits
        return BoundSource(columns: columns) { outer in
            let rightRows = try await right.rows(outer)
            var isUsed = [Bool](repeating: false, count: rightRows.count)
            var result: [[SQLValue]] = []
            for (position, row) in try await left.rows(outer).enumerated() {
                try await Self.giveWay(position)
                var isMatched = false
                for (index, other) in rightRows.enumerated() {
                    try await Self.giveWay(index)
                    let joined = row + other
                    if let condition, try await condition(RowScope(joined, in: outer)) != true { continue }
                    isMatched = true
                    isUsed[index] = true
                    result.append(joined)
                    try limits.requireRows(result.count)
                }
                if !isMatched, kind == .left || kind == .full { result.append(row + noRight) }
            }
            if kind == .right || kind == .full {
                for (index, other) in rightRows.enumerated() where !isUsed[index] { result.append(noLeft + other) }
            }
            return result
        }
    }

    /// Throws when the task is cancelled, and lets others run now and then: a query may take long, and never waits.
    static func giveWay(_ row: Int) async throws {
        try Task.checkCancellation()
        if row & 0xFF == 0xFF { await Task.yield() }
    }

    /// The columns of two sources side by side.
    private func columns(of left: BoundSource, _ right: BoundSource) throws -> [BoundSource.Column] {
        try context.options.limits.requireColumns(left.columns.count + right.columns.count)
        let tables = Set(left.columns.map(\.table))
        if let twice = right.columns.first(where: { $0.table.name != nil && tables.contains($0.table) })?.table {
            let name = twice.name ?? ""
            guard let schema = twice.schema else { throw StatementFailure(1011, name).whileBinding }
            throw StatementFailure(1013, "\(schema).\(name)", "\(schema).\(name)").whileBinding
        }
        return left.columns + right.columns
    }

    private func table(_ name: QualifiedName, alias: Identifier?) throws -> BoundSource {
        if name.qualifiers.isEmpty, let query = tables[SQLText.folded(name.name.text)] {
            return try Self.named(query, alias?.text ?? name.name.text, [])
        }
        if name.qualifiers.isEmpty, SQLText.folded(name.name.text) == ownTable {
            throw NotModelled("a recursive common table expression", nil)
        }
        let (view, database) = try context.view(name)
        let label =
            alias.map { BoundSource.QualifiedColumn(schema: nil, name: $0.text) }
            ?? BoundSource.QualifiedColumn(schema: "sys", name: name.name.text)
        let columns = view.columns(in: context.version).map {
            BoundSource.Column(table: label, name: $0.name, type: $0.type)
        }
        return BoundSource(columns: columns) { [context] _ in
            try await context.rows(of: view, in: database).map { Array($0.prefix(columns.count)) }
        }
    }

    /// A query of which another one takes the rows: it sees nothing of the sources beside it.
    private func derived(_ query: Query) throws -> BoundQuery {
        var binder = self
        binder.grouping = nil
        binder.refusedAggregate = nil
        return try binder.bind(query)
    }

    private func table(of rows: [[Expression]]) throws -> BoundQuery {
        let width = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == width }) else {
            throw StatementFailure(10709).whileBinding
        }
        let bound = try rows.map { try $0.map { try bind($0) } }
        let types = (0..<width).map { column in SQLType.common(bound.map { $0[column].type }) }
        let cells = bound.map { row in zip(row, types).map { $0.converted(to: $1) } }
        return BoundQuery(columns: types.map { ResultColumn("", $0) }) { outer in
            var result: [[SQLValue]] = []
            for row in cells {
                var values: [SQLValue] = []
                for cell in row { values.append(try await cell.evaluate(outer ?? .none)) }
                result.append(values)
            }
            return result
        }
    }

    /// A query as a table of a name, with names of its own for the columns where some are given.
    static func named(_ query: BoundQuery, _ name: String?, _ columns: [Identifier]) throws -> BoundSource {
        guard columns.isEmpty || columns.count == query.columns.count else {
            throw StatementFailure(columns.count > query.columns.count ? 8159 : 8158, name ?? "").whileBinding
        }
        let label = BoundSource.QualifiedColumn(schema: nil, name: name)
        let named = query.columns.enumerated().map { index, column in
            BoundSource.Column(
                table: label, name: columns.isEmpty ? column.name : columns[index].text, type: column.type)
        }
        try requireDistinctNames(of: named, name ?? "")
        return BoundSource(columns: named, rows: query.rows)
    }

    /// Throws unless each column of a table that a query makes has a name of its own.
    private static func requireDistinctNames(of columns: [BoundSource.Column], _ table: String) throws {
        var known = Set<String>()
        for (index, column) in columns.enumerated() {
            guard !column.name.isEmpty else { throw StatementFailure(8155, index + 1, table).whileBinding }
            guard known.insert(SQLText.folded(column.name)).inserted else {
                throw StatementFailure(8156, column.name, table).whileBinding
            }
        }
    }

    /// A name for a message.
    static func text(of name: QualifiedName) -> String {
        (name.qualifiers + [name.name]).map(\.shown).joined(separator: ".")
    }
}
