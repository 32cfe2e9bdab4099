import TransactSQLSyntax

/// The order of `ORDER BY`, whose names are resolved.
struct Sorting {
    private let keys: [(expression: BoundExpression, isDescending: Bool)]

    /// Resolves an order by the values of a scope.
    ///
    /// - Parameters:
    ///   - order: What stands after `ORDER BY`.
    ///   - binder: What resolves expressions.
    ///   - columns: The columns of the result, which are also ordered by as their numbers, from 1.
    ///   - output: The expression of a column by its number, from 0; `nil` takes the value at that place of the scope.
    init(
        _ order: [OrderItem], _ binder: Binder, columns: [ResultColumn],
        output: ((Int) -> BoundExpression?)? = nil
    ) throws {
        keys = try order.map { item in
            let index: Int?
            switch item.expression {
            case .literal(.integer(let number)):
                guard (1...max(1, columns.count)).contains(Int(number)), !columns.isEmpty else {
                    throw StatementFailure(108, number).whileBinding
                }
                index = Int(number) - 1
            case .column(let name) where name.qualifiers.isEmpty:
                let wanted = SQLText.folded(name.name.text)
                index = columns.firstIndex { SQLText.folded($0.name) == wanted }
            default: index = nil
            }
            guard let index else { return (try binder.bind(item.expression), item.isDescending) }
            let value =
                output.map { $0(index) } ?? BoundExpression(columns[index].type) { $0.value(index, depth: 0) }
            return (try value ?? binder.bind(item.expression), item.isDescending)
        }
    }

    /// A row, and what it is ordered by.
    struct SortedRow {
        let scope: RowScope
        fileprivate let values: [SQLValue]
    }

    /// The rows in order; equal ones stay as they were.
    func sorted(_ scopes: [RowScope]) async throws -> [SortedRow] {
        guard !keys.isEmpty else { return scopes.map { SortedRow(scope: $0, values: []) } }
        var rows: [SortedRow] = []
        for scope in scopes {
            var values: [SQLValue] = []
            for key in keys { values.append(try await key.expression.evaluate(scope)) }
            rows.append(SortedRow(scope: scope, values: values))
        }
        return try rows.sorted { try precedes($0.values, $1.values) }
    }

    /// Whether neither of two rows comes before the other.
    func isTie(_ left: SortedRow, _ right: SortedRow) throws -> Bool {
        try !precedes(left.values, right.values) && !precedes(right.values, left.values)
    }

    private func precedes(_ left: [SQLValue], _ right: [SQLValue]) throws -> Bool {
        for (index, key) in keys.enumerated() {
            let order = try self.order(left[index], right[index], key.expression.type)
            if order != 0 { return key.isDescending ? order > 0 : order < 0 }
        }
        return false
    }

    /// `NULL` is the lowest value of an order.
    private func order(_ left: SQLValue, _ right: SQLValue, _ type: SQLType?) throws -> Int {
        if left.isNull || right.isNull { return (left.isNull ? 0 : 1) - (right.isNull ? 0 : 1) }
        return try SQLValue.order(left, right, types: (type, type)) ?? 0
    }
}
