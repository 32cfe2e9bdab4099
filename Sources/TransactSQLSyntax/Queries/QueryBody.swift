/// One `SELECT`, or two queries whose rows are put together.
@nonexhaustive
public enum QueryBody: Sendable, Hashable {
    /// `SELECT …`.
    indirect case select(Selection)

    /// `UNION`, `EXCEPT` or `INTERSECT` of two queries.
    indirect case combination(QueryBody, SetOperator, QueryBody)
}

/// How the rows of two queries are put together.
public enum SetOperator: UInt8, Sendable, Hashable {
    /// `UNION`: rows of either, each once.
    case union

    /// `UNION ALL`: rows of both.
    case unionAll

    /// `EXCEPT`: rows of the first that the second has not.
    case except

    /// `INTERSECT`: rows that both have.
    case intersect
}
