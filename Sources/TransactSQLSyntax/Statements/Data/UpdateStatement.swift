/// `[WITH …] UPDATE [TOP (…)] target SET … [FROM …] [WHERE …]`.
public struct UpdateStatement: Sendable, Hashable {
    /// An element of `SET`.
    @nonexhaustive
    public enum Assignment: Sendable, Hashable {
        /// `column = value`, and its compound forms such as `+=`; `nil` stands for `DEFAULT`.
        case column(QualifiedName, AssignmentOperator, Expression?)

        /// `@variable = value`, and its compound forms such as `+=`.
        case variable(VariableName, AssignmentOperator, Expression)
    }

    /// The common table expressions before it.
    public var commonTableExpressions: [CommonTableExpression]

    /// How many rows change at most.
    public var top: Top?

    /// The table.
    public var target: DataTarget

    /// What is set.
    public var assignments: [Assignment]

    /// The tables after `FROM`.
    public var sources: [TableSource]

    /// The condition of `WHERE`.
    public var filter: Condition?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - commonTableExpressions: The common table expressions before it.
    ///   - top: How many rows change at most.
    ///   - target: The table.
    ///   - assignments: What is set.
    ///   - sources: The tables after `FROM`.
    ///   - filter: The condition of `WHERE`.
    public init(
        commonTableExpressions: [CommonTableExpression] = [],
        top: Top? = nil,
        target: DataTarget,
        assignments: [Assignment] = [],
        sources: [TableSource] = [],
        filter: Condition? = nil
    ) {
        self.commonTableExpressions = commonTableExpressions
        self.top = top
        self.target = target
        self.assignments = assignments
        self.sources = sources
        self.filter = filter
    }
}
