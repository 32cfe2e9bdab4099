/// `EXECUTE AS …`: the following statements run with the rights of another.
public struct ExecuteAsStatement: Sendable, Hashable {
    /// Whose rights.
    @nonexhaustive
    public enum Context: Sendable, Hashable {
        /// `LOGIN = 'name'`.
        case login(StringLiteral)

        /// `USER = 'name'`.
        case user(StringLiteral)

        /// `CALLER`.
        case caller
    }

    /// Whose rights.
    public var context: Context

    /// Whether `REVERT` is refused: `WITH NO REVERT`.
    public var forbidsRevert: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - context: Whose rights.
    ///   - forbidsRevert: Whether `REVERT` is refused.
    public init(context: Context, forbidsRevert: Bool = false) {
        self.context = context
        self.forbidsRevert = forbidsRevert
    }
}
