/// A variable of `DECLARE`: `@name type [= value]`.
public struct VariableDeclaration: Sendable, Hashable {
    /// The name.
    public var name: VariableName

    /// The type.
    public var type: DataType

    /// The value that it has at first; without one it is `NULL`.
    public var value: Expression?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - type: The type.
    ///   - value: The value that it has at first.
    public init(name: VariableName, type: DataType, value: Expression? = nil) {
        self.name = name
        self.type = type
        self.value = value
    }
}
