/// A call of a function, such as `DB_ID('master')` or `COUNT(*)`.
public struct FunctionCall: Sendable, Hashable {
    /// The arguments of a call.
    @nonexhaustive
    public enum Arguments: Sendable, Hashable {
        /// Values, none included.
        case values([Expression])

        /// `DISTINCT` and one value, of an aggregate function.
        case distinct(Expression)

        /// `*`, as in `COUNT(*)`.
        case all

        /// No parentheses at all, as in `CURRENT_TIMESTAMP` or `SESSION_USER`.
        case none
    }

    /// The function's name.
    public var name: QualifiedName

    /// The arguments.
    public var arguments: Arguments

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - arguments: The arguments.
    public init(name: QualifiedName, arguments: Arguments) {
        self.name = name
        self.arguments = arguments
    }
}
