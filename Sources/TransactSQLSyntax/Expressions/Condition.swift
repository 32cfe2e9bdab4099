/// Something that is true, false or unknown: what follows `IF`, `WHILE`, `WHERE`, `ON`, `HAVING` and a searched `WHEN`.
@nonexhaustive
public enum Condition: Sendable, Hashable {
    /// Both are true.
    indirect case and(Condition, Condition)

    /// At least one is true.
    indirect case or(Condition, Condition)

    /// The condition is false.
    indirect case not(Condition)

    /// A comparison of two values.
    indirect case comparison(Expression, ComparisonOperator, Expression)

    /// A comparison of a value with `ALL` or `ANY` values of a query.
    indirect case quantified(Expression, ComparisonOperator, Quantifier, Query)

    /// `… [NOT] LIKE pattern [ESCAPE character]`.
    indirect case like(Expression, pattern: Expression, escape: Expression?, isNegated: Bool)

    /// `… [NOT] BETWEEN low AND high`.
    indirect case between(Expression, low: Expression, high: Expression, isNegated: Bool)

    /// `… [NOT] IN (value, …)`.
    indirect case inList(Expression, [Expression], isNegated: Bool)

    /// `… [NOT] IN (query)`.
    indirect case inQuery(Expression, Query, isNegated: Bool)

    /// `… IS [NOT] NULL`.
    indirect case isNull(Expression, isNegated: Bool)

    /// `EXISTS (query)`.
    indirect case exists(Query)
}

/// An operator that compares two values.
@nonexhaustive
public enum ComparisonOperator: UInt8, Sendable, Hashable {
    /// `=`.
    case equal

    /// `<>`, also written `!=`.
    case notEqual

    /// `<`.
    case less

    /// `<=`, also written `!>`.
    case lessOrEqual

    /// `>`.
    case greater

    /// `>=`, also written `!<`.
    case greaterOrEqual
}

/// How many values of a query a comparison must be true of.
public enum Quantifier: UInt8, Sendable, Hashable {
    /// `ALL`.
    case all

    /// `ANY`, also written `SOME`.
    case any
}
