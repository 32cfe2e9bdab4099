import TransactSQLSyntax

/// How many rows of a query are given: `TOP`, or `OFFSET` and `FETCH`.
struct Paging {
    private let offset: BoundExpression?
    private let count: BoundExpression?
    private let isPercent: Bool
    /// Whether rows that equal the last one in their order are given too.
    private let includesTies: Bool

    init(_ page: Page, _ binder: Binder) throws {
        offset = try binder.bind(page.offset).converted(to: .bigint)
        count = try page.count.map { try binder.bind($0).converted(to: .bigint) }
        isPercent = false
        includesTies = false
    }

    init(_ top: Top, _ binder: Binder) throws {
        offset = nil
        count = try binder.bind(top.count).converted(to: top.isPercent ? .float : .bigint)
        isPercent = top.isPercent
        includesTies = top.includesTies
    }

    /// The rows that are given.
    ///
    /// - Parameters:
    ///   - rows: All rows.
    ///   - outer: The row of the query around.
    ///   - isTie: Whether two rows are equal in their order.
    func apply<Row>(
        _ rows: [Row], _ outer: RowScope?, isTie: (Row, Row) throws -> Bool = { _, _ in false }
    ) async throws -> [Row] {
        let skipped = try await number(offset, outer) ?? 0
        let rows = rows.dropFirst(skipped)
        guard let count else { return Array(rows) }
        let taken = rows.prefix(try await isPercent ? share(count, of: rows.count, outer) : number(count, outer) ?? 0)
        guard includesTies, let last = taken.last else { return Array(taken) }
        return try Array(taken + rows[taken.endIndex...].prefix { try isTie(last, $0) })
    }

    private func share(_ expression: BoundExpression, of count: Int, _ outer: RowScope?) async throws -> Int {
        guard case .float(let share) = try await expression.evaluate(outer ?? .none) else { return 0 }
        return Int((Double(count) * min(max(share, 0), 100) / 100).rounded(.up))
    }

    private func number(_ expression: BoundExpression?, _ outer: RowScope?) async throws -> Int? {
        guard case .int(let number)? = try await expression?.evaluate(outer ?? .none) else { return nil }
        return Int(clamping: max(0, number))
    }
}
