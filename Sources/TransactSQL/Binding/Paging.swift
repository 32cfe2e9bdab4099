import TransactSQLSyntax

/// How many rows of a query are given: `TOP`, or `OFFSET` and `FETCH`.
struct Paging {
    private let offset: BoundExpression?
    private let count: BoundExpression?
    private let isPercent: Bool

    init(_ page: Page, _ binder: Binder) throws {
        offset = try binder.bind(page.offset).converted(to: .bigint)
        count = try page.count.map { try binder.bind($0).converted(to: .bigint) }
        isPercent = false
    }

    init(_ top: Top, _ binder: Binder) throws {
        guard !top.includesTies else { throw NotModelled("TOP … WITH TIES", nil) }
        offset = nil
        count = try binder.bind(top.count).converted(to: top.isPercent ? .float : .bigint)
        isPercent = top.isPercent
    }

    /// The rows that are given.
    func apply<Row>(_ rows: [Row], _ outer: RowScope?) async throws -> [Row] {
        let skipped = try await number(offset, outer) ?? 0
        let rows = rows.dropFirst(skipped)
        guard let count else { return Array(rows) }
        if isPercent {
            guard case .float(let share) = try await count.evaluate(outer ?? .none) else { return [] }
            let taken = (Double(rows.count) * min(max(share, 0), 100) / 100).rounded(.up)
            return Array(rows.prefix(Int(taken)))
        }
        return Array(rows.prefix(try await number(count, outer) ?? 0))
    }

    private func number(_ expression: BoundExpression?, _ outer: RowScope?) async throws -> Int? {
        guard case .int(let number)? = try await expression?.evaluate(outer ?? .none) else { return nil }
        return Int(clamping: max(0, number))
    }
}
