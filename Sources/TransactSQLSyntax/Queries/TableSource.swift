/// Something that has rows: what stands after `FROM`.
@nonexhaustive
public enum TableSource: Sendable, Hashable {
    /// A table, a view or a common table expression.
    case table(QualifiedName, alias: Identifier?, hints: [Identifier])

    /// A table variable.
    case variable(VariableName, alias: Identifier?)

    /// A function whose value is a table.
    case function(FunctionCall, alias: Identifier?)

    /// A query in parentheses.
    indirect case subquery(Query, alias: Identifier, columns: [Identifier])

    /// `VALUES (…), …` in parentheses.
    case values([[Expression]], alias: Identifier, columns: [Identifier])

    /// Two of them joined; `CROSS JOIN` and the two `APPLY` have no condition.
    indirect case join(TableSource, JoinKind, TableSource, on: Condition?)
}

/// Which rows a join keeps.
@nonexhaustive
public enum JoinKind: UInt8, Sendable, Hashable {
    /// `INNER JOIN`, also written `JOIN`.
    case inner

    /// `LEFT JOIN`.
    case left

    /// `RIGHT JOIN`.
    case right

    /// `FULL JOIN`.
    case full

    /// `CROSS JOIN`.
    case cross

    /// `CROSS APPLY`.
    case crossApply

    /// `OUTER APPLY`.
    case outerApply
}
