/// The name of a variable or of a parameter of a procedure, such as `@name`.
public struct VariableName: Sendable, Hashable {
    /// The characters of the name, with the `@` before them.
    public var text: String

    /// Creates the name of a variable.
    ///
    /// - Parameter text: The name, beginning with `@`.
    public init(_ text: String) {
        self.text = text
    }
}

extension VariableName: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Creates the name of a variable from its characters, beginning with `@`.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The characters of the name, with the `@` before them.
    public var description: String {
        text
    }
}
