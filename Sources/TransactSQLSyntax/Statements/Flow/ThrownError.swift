/// `THROW number, message, state`: each a constant or a variable.
public struct ThrownError: Sendable, Hashable {
    /// The number, from 50000.
    public var number: Expression

    /// The message.
    public var message: Expression

    /// The state, from 0 to 255.
    public var state: Expression

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - number: The number, from 50000.
    ///   - message: The message.
    ///   - state: The state, from 0 to 255.
    public init(number: Expression, message: Expression, state: Expression) {
        self.number = number
        self.message = message
        self.state = state
    }
}
