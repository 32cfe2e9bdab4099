/// A query: what stands in parentheses as a subquery, and in a `SELECT` statement after its common table expressions.
public struct Query: Sendable, Hashable {
    /// What the query selects.
    public var body: QueryBody

    /// The order of the rows.
    public var order: [OrderItem]

    /// The part of the ordered rows that the query has.
    public var page: Page?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - body: What the query selects.
    ///   - order: The order of the rows.
    ///   - page: The part of the ordered rows that the query has.
    public init(body: QueryBody, order: [OrderItem] = [], page: Page? = nil) {
        self.body = body
        self.order = order
        self.page = page
    }
}

/// `OFFSET … ROWS [FETCH NEXT … ROWS ONLY]`.
public struct Page: Sendable, Hashable {
    /// How many rows are left out.
    public var offset: Expression

    /// How many rows are then taken, or all.
    public var count: Expression?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - offset: How many rows are left out.
    ///   - count: How many rows are then taken, or all.
    public init(offset: Expression, count: Expression? = nil) {
        self.offset = offset
        self.count = count
    }
}

/// An expression of `ORDER BY`.
public struct OrderItem: Sendable, Hashable {
    /// What rows are ordered by.
    public var expression: Expression

    /// Whether the order is `DESC`.
    public var isDescending: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - expression: What rows are ordered by.
    ///   - isDescending: Whether the order is `DESC`.
    public init(expression: Expression, isDescending: Bool = false) {
        self.expression = expression
        self.isDescending = isDescending
    }
}
