/// `[WITH …] SELECT …`.
public struct SelectStatement: Sendable, Hashable {
    /// The common table expressions before it.
    public var commonTableExpressions: [CommonTableExpression]

    /// The query.
    public var query: Query

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - commonTableExpressions: The common table expressions before it.
    ///   - query: The query.
    public init(commonTableExpressions: [CommonTableExpression] = [], query: Query) {
        self.commonTableExpressions = commonTableExpressions
        self.query = query
    }
}
