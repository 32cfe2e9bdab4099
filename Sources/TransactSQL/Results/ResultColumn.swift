/// A column of a result set.
public struct ResultColumn: Hashable, Sendable {
    /// The name; empty for an expression that was given none.
    public var name: String
    /// The type of the values.
    public var type: SQLType

    /// Creates a column.
    ///
    /// - Parameters:
    ///   - name: The name, which may be empty.
    ///   - type: The type of the values.
    public init(_ name: String, _ type: SQLType) {
        self.name = name
        self.type = type
    }
}
