/// `[WITH …] DELETE [TOP (…)] [FROM] target [FROM …] [WHERE …]`.
public struct DeleteStatement: Sendable, Hashable {
    /// The common table expressions before it.
    public var commonTableExpressions: [CommonTableExpression]

    /// How many rows are deleted at most.
    public var top: Top?

    /// The table.
    public var target: DataTarget

    /// The tables after the second `FROM`.
    public var sources: [TableSource]

    /// The condition of `WHERE`.
    public var filter: Condition?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - commonTableExpressions: The common table expressions before it.
    ///   - top: How many rows are deleted at most.
    ///   - target: The table.
    ///   - sources: The tables after the second `FROM`.
    ///   - filter: The condition of `WHERE`.
    public init(
        commonTableExpressions: [CommonTableExpression] = [],
        top: Top? = nil,
        target: DataTarget,
        sources: [TableSource] = [],
        filter: Condition? = nil
    ) {
        self.commonTableExpressions = commonTableExpressions
        self.top = top
        self.target = target
        self.sources = sources
        self.filter = filter
    }
}
