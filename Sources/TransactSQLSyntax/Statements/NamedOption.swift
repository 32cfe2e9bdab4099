/// An option that a statement takes by name, such as `STATS = 10`, `CHECK_POLICY = OFF` or `COMPRESSION`.
///
/// The syntax does not check which options a statement knows.
public struct NamedOption: Sendable, Hashable {
    /// The value of an option.
    @nonexhaustive
    public enum Value: Sendable, Hashable {
        /// `ON`.
        case on

        /// `OFF`.
        case off

        /// A word or a name.
        case word(Identifier)

        /// A constant.
        case literal(Literal)

        /// A variable.
        case variable(VariableName)

        /// A whole number with a unit or a sign, such as `10MB`, `25%` or `-1`, as it stands in the text.
        case size(String)
    }

    /// The name, in capitals.
    public var name: String

    /// The value, if the option has one.
    public var value: Value?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The name, in capitals.
    ///   - value: The value, if the option has one.
    public init(name: String, value: Value? = nil) {
        self.name = name
        self.value = value
    }
}
