/// One statement, and where it begins.
public struct Statement: Sendable, Hashable {
    /// What the statement says.
    public var kind: Kind

    /// Where its first word stands. SQL Server reports an error of a statement at this line.
    public var location: SourceLocation

    /// Creates a statement.
    ///
    /// - Parameters:
    ///   - kind: What the statement says.
    ///   - location: Where its first word stands.
    public init(_ kind: Kind, at location: SourceLocation = SourceLocation()) {
        self.kind = kind
        self.location = location
    }
}
