/// The statements of one batch: what a server is sent at once, and what stands between two `GO` of a script.
public struct Batch: Sendable, Hashable {
    /// The statements, in their order.
    public var statements: [Statement]

    /// Creates a batch from statements.
    ///
    /// - Parameter statements: The statements, in their order.
    public init(_ statements: [Statement]) {
        self.statements = statements
    }
}
