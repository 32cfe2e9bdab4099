/// The row for which an expression is evaluated, and the rows of the queries around it.
final class RowScope {
    /// The columns of all sources of the query, in their order.
    let values: [SQLValue]
    /// The row of the query around this one.
    let outer: RowScope?
    /// The rows of the group that this row stands for, where rows are grouped.
    let group: [RowScope]?

    init(_ values: [SQLValue], in outer: RowScope?, group: [RowScope]? = nil) {
        self.values = values
        self.outer = outer
        self.group = group
    }

    /// The scope of what stands in no query.
    static var none: RowScope { RowScope([], in: nil) }

    /// The value of a column.
    ///
    /// - Parameters:
    ///   - index: Which column of its query.
    ///   - depth: How many queries further out.
    func value(_ index: Int, depth: Int) -> SQLValue {
        var scope = self
        for _ in 0..<depth {
            guard let outer = scope.outer else { return .null }
            scope = outer
        }
        return index < scope.values.count ? scope.values[index] : .null
    }
}
