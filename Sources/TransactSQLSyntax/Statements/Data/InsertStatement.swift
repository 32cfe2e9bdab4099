/// `[WITH …] INSERT [INTO] target [(column, …)] …`.
public struct InsertStatement: Sendable, Hashable {
    /// Where the rows come from.
    @nonexhaustive
    public enum Source: Sendable, Hashable {
        /// `VALUES (…), …`; `nil` stands for `DEFAULT`.
        case values([[Expression?]])

        /// `DEFAULT VALUES`.
        case defaultValues

        /// The rows of a query.
        case query(Query)

        /// The rows that a procedure or a string gives.
        case execution(ExecuteStatement)
    }

    /// The common table expressions before it.
    public var commonTableExpressions: [CommonTableExpression]

    /// Where the rows go.
    public var target: DataTarget

    /// The columns, or none for all of them in their order.
    public var columns: [Identifier]

    /// Where the rows come from.
    public var source: Source

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - commonTableExpressions: The common table expressions before it.
    ///   - target: Where the rows go.
    ///   - columns: The columns, or none for all of them in their order.
    ///   - source: Where the rows come from.
    public init(
        commonTableExpressions: [CommonTableExpression] = [],
        target: DataTarget,
        columns: [Identifier] = [],
        source: Source
    ) {
        self.commonTableExpressions = commonTableExpressions
        self.target = target
        self.columns = columns
        self.source = source
    }
}

/// A table whose rows change.
@nonexhaustive
public enum DataTarget: Sendable, Hashable {
    /// A table or a view, or the alias of one in the statement's `FROM`.
    case table(QualifiedName)

    /// A table variable.
    case variable(VariableName)
}
