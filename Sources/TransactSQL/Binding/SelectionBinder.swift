import TransactSQLSyntax

/// Resolves one `SELECT`.
struct SelectionBinder {
    private let binder: Binder
    private let selection: Selection
    private let source: BoundSource

    /// Something of the select list.
    private struct Item {
        var column: ResultColumn?
        var value: BoundExpression
    }

    init(_ binder: Binder, _ selection: Selection) throws {
        self.selection = selection
        if selection.destination != nil { throw NotModelled("SELECT … INTO", "There are no tables here.") }
        source = try binder.bind(selection.sources)
        var inner = binder
        inner.levels.append(source.columns)
        inner.grouping = nil
        inner.refusedAggregate = nil
        self.binder = inner
    }

    /// The query, with its rows in the given order.
    func bind(order: [OrderItem], page: Page?) throws -> BoundQuery {
        let filter = try selection.filter.map { try binder.refusingAggregates(147).bind($0) }
        let isGrouped = !selection.grouping.isEmpty || selection.groupFilter != nil || hasAggregate(order)
        let keys = try selection.grouping.map { try binder.refusingAggregates(144).bind($0) }
        var listBinder = binder
        if isGrouped { listBinder.grouping = try grouping() }
        let groupFilter = try selection.groupFilter.map { try listBinder.bind($0) }
        let items = try items(listBinder)
        let columns = items.compactMap(\.column)
        let limits = binder.context.options.limits
        try limits.requireColumns(columns.count)
        let outputs = items.filter { $0.column != nil }.map(\.value)
        let sorting = try Sorting(order, listBinder, columns: columns) { outputs[$0] }
        let paging = try page.map { try Paging($0, listBinder) } ?? top(listBinder, order: order)
        let (source, isDistinct, width) = (source, selection.isDistinct, source.columns.count)
        let isAssigning = columns.isEmpty
        let groupsAll = selection.grouping.isEmpty
        return BoundQuery(columns: columns) { outer in
            var scopes: [RowScope] = []
            for (position, row) in try await source.rows(outer).enumerated() {
                try await Binder.giveWay(position)
                let scope = RowScope(row, in: outer)
                if let filter, try await filter(scope) != true { continue }
                scopes.append(scope)
            }
            if isGrouped {
                scopes = try await Self.groups(scopes, by: keys, width: width, groupsAll: groupsAll, outer)
                if let groupFilter {
                    var kept: [RowScope] = []
                    for scope in scopes where try await groupFilter(scope) == true { kept.append(scope) }
                    scopes = kept
                }
            }
            var sorted = try await sorting.sorted(scopes)
            // A distinct row counts once, so it is only cut when the rows are known.
            if !isDistinct, let paging { sorted = try await paging.apply(sorted, outer, isTie: sorting.isTie) }
            var rows: [[SQLValue]] = []
            var size = 0
            for sortedRow in sorted {
                try Task.checkCancellation()
                var row: [SQLValue] = []
                for item in items { row.append(try await item.value.evaluate(sortedRow.scope)) }
                size += isAssigning ? 0 : row.reduce(0) { $0 + $1.size }
                try limits.requireResult(size)
                rows.append(isAssigning ? [] : row)
            }
            guard isDistinct else { return rows }
            let distinct = Binder.distinct(rows)
            return try await paging?.apply(distinct, outer) ?? distinct
        }
    }

    private func top(_ binder: Binder, order: [OrderItem]) throws -> Paging? {
        guard let top = selection.top else { return nil }
        guard !top.includesTies || !order.isEmpty else { throw StatementFailure(1062).whileBinding }
        guard !top.includesTies || !selection.isDistinct else {
            throw NotModelled("SELECT DISTINCT TOP … WITH TIES", nil)
        }
        return try Paging(top, binder)
    }

    private func items(_ binder: Binder) throws -> [Item] {
        let isAssigning = selection.items.contains { if case .assignment = $0 { true } else { false } }
        return try selection.items.flatMap { item -> [Item] in
            switch item {
            case .all(let name):
                guard !isAssigning else { throw StatementFailure(141).whileBinding }
                return try all(of: name, binder)
            case .value(let expression, let alias):
                guard !isAssigning else { throw StatementFailure(141).whileBinding }
                let value = try binder.bind(expression)
                let name = alias?.text ?? Self.name(of: expression)
                return [Item(column: ResultColumn(name, value.type ?? .int), value: value)]
            case .assignment(let variable, let operation, let expression):
                return [Item(column: nil, value: try binder.assignment(variable, operation, expression))]
            }
        }
    }

    private static func name(of expression: Expression) -> String {
        if case .column(let name) = expression { return name.name.text }
        return ""
    }

    private func all(of name: QualifiedName?, _ binder: Binder) throws -> [Item] {
        let wanted = name.map { SQLText.folded($0.name.text) }
        let found = source.columns.indices.filter { index in
            wanted == nil || source.columns[index].table.name.map(SQLText.folded) == wanted
        }
        guard !found.isEmpty else {
            throw StatementFailure(107, name.map(Binder.text) ?? "").whileBinding
        }
        return try found.map { index in
            let column = source.columns[index]
            if let grouping = binder.grouping, !grouping.columns.contains(index) {
                throw StatementFailure(8120, column.table.name ?? "", column.name).whileBinding
            }
            return Item(
                column: ResultColumn(column.name, column.type),
                value: BoundExpression(column.type) { $0.value(index, depth: 0) })
        }
    }

    /// What the select list may use outside aggregates.
    private func grouping() throws -> Binder.Grouping {
        var columns = Set<Int>()
        for case .column(let name) in selection.grouping {
            let wanted = SQLText.folded(name.name.text)
            let table = name.qualifiers.last.map { SQLText.folded($0.text) }
            for (index, column) in source.columns.enumerated()
            where SQLText.folded(column.name) == wanted
                && (table == nil || column.table.name.map(SQLText.folded) == table)
            {
                columns.insert(index)
            }
        }
        return Binder.Grouping(expressions: selection.grouping, columns: columns)
    }

    private func hasAggregate(_ order: [OrderItem]) -> Bool {
        let listed = selection.items.contains { item in
            switch item {
            case .all: false
            case .value(let expression, _), .assignment(_, _, let expression): Aggregate.isUsed(in: expression)
            }
        }
        return listed || order.contains { Aggregate.isUsed(in: $0.expression) }
    }

    /// One scope for each group, with the values of its first row. Without `GROUP BY` all rows are one group, even none.
    private static func groups(
        _ scopes: [RowScope], by keys: [BoundExpression], width: Int, groupsAll: Bool, _ outer: RowScope?
    ) async throws -> [RowScope] {
        if groupsAll {
            let values = scopes.first?.values ?? [SQLValue](repeating: .null, count: width)
            return [RowScope(values, in: outer, group: scopes)]
        }
        var groups: [[SQLValue]: Int] = [:]
        var members: [[RowScope]] = []
        for scope in scopes {
            var values: [SQLValue] = []
            for key in keys { values.append(try await key.evaluate(scope)) }
            let key = Binder.key(values)
            if let group = groups[key] {
                members[group].append(scope)
            } else {
                groups[key] = members.count
                members.append([scope])
            }
        }
        return members.map { RowScope($0.first?.values ?? [], in: outer, group: $0) }
    }
}
