/// `SELECT … [INTO …] [FROM …] [WHERE …] [GROUP BY …] [HAVING …]`.
public struct Selection: Sendable, Hashable {
    /// Whether equal rows are given once: `DISTINCT`.
    public var isDistinct: Bool

    /// How many rows are given at most: `TOP`.
    public var top: Top?

    /// The columns, or assignments to variables.
    public var items: [SelectItem]

    /// The table that is made of the rows: `INTO`.
    public var destination: QualifiedName?

    /// The tables after `FROM`, as they are separated by commas.
    public var sources: [TableSource]

    /// The condition of `WHERE`.
    public var filter: Condition?

    /// The expressions of `GROUP BY`.
    public var grouping: [Expression]

    /// The condition of `HAVING`.
    public var groupFilter: Condition?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - isDistinct: Whether equal rows are given once.
    ///   - top: How many rows are given at most.
    ///   - items: The columns, or assignments to variables.
    ///   - destination: The table that is made of the rows.
    ///   - sources: The tables after `FROM`, as they are separated by commas.
    ///   - filter: The condition of `WHERE`.
    ///   - grouping: The expressions of `GROUP BY`.
    ///   - groupFilter: The condition of `HAVING`.
    public init(
        isDistinct: Bool = false,
        top: Top? = nil,
        items: [SelectItem] = [],
        destination: QualifiedName? = nil,
        sources: [TableSource] = [],
        filter: Condition? = nil,
        grouping: [Expression] = [],
        groupFilter: Condition? = nil
    ) {
        self.isDistinct = isDistinct
        self.top = top
        self.items = items
        self.destination = destination
        self.sources = sources
        self.filter = filter
        self.grouping = grouping
        self.groupFilter = groupFilter
    }
}

/// `TOP (count) [PERCENT] [WITH TIES]`.
public struct Top: Sendable, Hashable {
    /// How many rows, or what share of them.
    public var count: Expression

    /// Whether the count is a share in hundredths.
    public var isPercent: Bool

    /// Whether rows that equal the last in order are given too.
    public var includesTies: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - count: How many rows, or what share of them.
    ///   - isPercent: Whether the count is a share in hundredths.
    ///   - includesTies: Whether rows that equal the last in order are given too.
    public init(count: Expression, isPercent: Bool = false, includesTies: Bool = false) {
        self.count = count
        self.isPercent = isPercent
        self.includesTies = includesTies
    }
}

/// An element of a select list.
@nonexhaustive
public enum SelectItem: Sendable, Hashable {
    /// `*`, or `name.*` for the columns of one table.
    case all(of: QualifiedName?)

    /// A value, and the name of its column.
    case value(Expression, alias: Identifier?)

    /// `@variable = value`, and its compound forms such as `+=`.
    case assignment(VariableName, AssignmentOperator, Expression)
}
