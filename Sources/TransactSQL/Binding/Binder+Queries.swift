import TransactSQLSyntax

extension Binder {
    /// Adds common table expressions, each of which sees the ones before it.
    mutating func add(_ expressions: [CommonTableExpression]) throws {
        for expression in expressions {
            var binder = self
            binder.ownTable = SQLText.folded(expression.name.text)
            let source = try Self.named(
                try binder.bind(expression.query), expression.name.text, expression.columns)
            tables[SQLText.folded(expression.name.text)] = BoundQuery(
                columns: source.columns.map { ResultColumn($0.name, $0.type) }, rows: source.rows)
        }
    }

    /// Resolves a query.
    func bind(_ query: Query) throws -> BoundQuery {
        switch query.body {
        case .select(let selection):
            return try SelectionBinder(self, selection).bind(order: query.order, page: query.page)
        case .combination:
            let combined = try bind(query.body)
            return try sorted(combined, by: query.order, page: query.page)
        }
    }

    private func bind(_ body: QueryBody) throws -> BoundQuery {
        guard case .combination(let first, let combination, let second) = body else {
            return try bind(Query(body: body))
        }
        let (left, right) = (try bind(first), try bind(second))
        guard left.columns.count == right.columns.count else { throw StatementFailure(205).whileBinding }
        let columns = zip(left.columns, right.columns).map {
            ResultColumn($0.name, SQLType.common([$0.type, $1.type]))
        }
        let limits = context.options.limits
        return BoundQuery(columns: columns) { outer in
            let first = try Self.convert(try await left.rows(outer), left.columns, to: columns)
            let second = try Self.convert(try await right.rows(outer), right.columns, to: columns)
            try limits.requireRows(first.count + second.count)
            switch combination {
            case .unionAll: return first + second
            case .union: return Self.distinct(first + second)
            case .except:
                let known = Set(second.map(Self.key))
                return Self.distinct(first.filter { !known.contains(Self.key($0)) })
            case .intersect:
                let known = Set(second.map(Self.key))
                return Self.distinct(first.filter { known.contains(Self.key($0)) })
            }
        }
    }

    private static func convert(
        _ rows: [[SQLValue]], _ source: [ResultColumn], to target: [ResultColumn]
    ) throws -> [[SQLValue]] {
        guard source.map(\.type) != target.map(\.type) else { return rows }
        return try rows.map { row in
            try row.indices.map { try row[$0].converted(from: source[$0].type, to: target[$0].type) }
        }
    }

    /// What is equal for equal rows.
    static func key(_ row: [SQLValue]) -> [SQLValue] {
        row.map(\.groupingKey)
    }

    /// The rows without those that were there before.
    static func distinct(_ rows: [[SQLValue]]) -> [[SQLValue]] {
        var known = Set<[SQLValue]>()
        return rows.filter { known.insert(key($0)).inserted }
    }

    /// The rows of a combination in their order, which can only go by its columns.
    private func sorted(_ query: BoundQuery, by order: [OrderItem], page: Page?) throws -> BoundQuery {
        guard !order.isEmpty || page != nil else { return query }
        var binder = refusingAggregates(104)
        binder.levels.append(
            query.columns.map {
                BoundSource.Column(table: .init(schema: nil, name: nil), name: $0.name, type: $0.type)
            })
        let sorting = try Sorting(order, binder, columns: query.columns)
        let paging = try page.map { try Paging($0, binder) }
        return BoundQuery(columns: query.columns) { outer in
            let scopes = try await query.rows(outer).map { RowScope($0, in: outer) }
            let rows = try await sorting.sorted(scopes).map(\.scope.values)
            return try await paging?.apply(rows, outer) ?? rows
        }
    }
}
