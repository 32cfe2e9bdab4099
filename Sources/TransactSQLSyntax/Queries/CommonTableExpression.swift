/// A query that has a name within one statement: `WITH name [(column, …)] AS (query)`.
public struct CommonTableExpression: Sendable, Hashable {
    /// The name.
    public var name: Identifier

    /// The names of its columns, or none for those of the query.
    public var columns: [Identifier]

    /// The query.
    public var query: Query

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - columns: The names of its columns, or none for those of the query.
    ///   - query: The query.
    public init(name: Identifier, columns: [Identifier] = [], query: Query) {
        self.name = name
        self.columns = columns
        self.query = query
    }
}
