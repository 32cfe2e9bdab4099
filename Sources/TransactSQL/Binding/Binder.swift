import TransactSQLSyntax

/// Resolves the names of expressions and queries: columns, variables, functions, views.
///
/// It throws ``StatementFailure`` for names that are not there, before a row is read.
struct Binder {
    let context: ExecutionContext
    /// The columns of the queries around, outermost first.
    var levels: [[BoundSource.Column]] = []
    /// The common table expressions in scope, by folded name.
    var tables: [String: BoundQuery] = [:]
    /// The common table expression that is resolved, by folded name.
    var ownTable: String?
    /// Where the rows of the innermost query are grouped: what a select list may use outside aggregates.
    var grouping: Grouping?
    /// Where no aggregate may stand, the number of the error that one gets there.
    var refusedAggregate: Int?
    /// Whether a statement is bound that takes no column anywhere, such as `PRINT`.
    var refusesColumns = false

    /// What rows are grouped by.
    struct Grouping {
        var expressions: [Expression]
        var columns: Set<Int>
    }

    init(_ context: ExecutionContext) {
        self.context = context
    }

    /// The same binder for an expression in which no aggregate may stand.
    ///
    /// - Parameter number: The number of the error that one gets there.
    func refusingAggregates(_ number: Int) -> Binder {
        var binder = self
        binder.refusedAggregate = number
        return binder
    }

    /// Finds a column by name, in the innermost query that has it.
    func column(_ name: QualifiedName) throws -> BoundExpression {
        let qualifiers = name.qualifiers.map { SQLText.folded($0.text) }
        let wanted = SQLText.folded(name.name.text)
        for (depth, columns) in levels.reversed().enumerated() {
            let found = columns.indices.filter { index in
                SQLText.folded(columns[index].name) == wanted && Self.fits(columns[index].table, qualifiers)
            }
            guard let index = found.first else { continue }
            guard found.count == 1 else { throw StatementFailure(209, name.name).whileBinding }
            if depth == 0, let grouping, !grouping.columns.contains(index) {
                let table = columns[index].table.name ?? ""
                throw StatementFailure(8120, table, columns[index].name).whileBinding
            }
            return BoundExpression(columns[index].type) { $0.value(index, depth: depth) }
        }
        guard qualifiers.isEmpty || levels.contains(where: { $0.contains { Self.fits($0.table, qualifiers) } }) else {
            throw StatementFailure(4104, Self.text(of: name)).whileBinding
        }
        // Where there are no columns at all, a string without its quotation marks is likelier than a column.
        let shown = levels.contains { !$0.isEmpty } ? name.name.shown : "…"
        throw StatementFailure(refusesColumns ? 128 : 207, shown).whileBinding
    }

    private static func fits(_ table: BoundSource.QualifiedColumn, _ qualifiers: [String]) -> Bool {
        guard let last = qualifiers.last else { return true }
        guard table.name.map(SQLText.folded) == last else { return false }
        guard qualifiers.count > 1 else { return true }
        return table.schema.map(SQLText.folded) == qualifiers[qualifiers.count - 2]
    }
}
