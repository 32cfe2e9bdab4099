/// `RAISERROR (message, severity, state [, argument, …]) [WITH option, …]`.
public struct RaisedError: Sendable, Hashable {
    /// An option of `RAISERROR`.
    @nonexhaustive
    public enum Option: String, Sendable, Hashable, CaseIterable {
        /// The error is logged.
        case log = "LOG"

        /// The message is sent at once.
        case noWait = "NOWAIT"

        /// `@@ERROR` becomes the number, whatever the severity.
        case setError = "SETERROR"
    }

    /// The text, or the number of a message.
    public var message: Expression

    /// The severity, from 0 to 25.
    public var severity: Expression

    /// The state, from 0 to 255.
    public var state: Expression

    /// What the text's placeholders are replaced by.
    public var arguments: [Expression]

    /// The options.
    public var options: [Option]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - message: The text, or the number of a message.
    ///   - severity: The severity, from 0 to 25.
    ///   - state: The state, from 0 to 255.
    ///   - arguments: What the text's placeholders are replaced by.
    ///   - options: The options.
    public init(
        message: Expression,
        severity: Expression,
        state: Expression,
        arguments: [Expression] = [],
        options: [Option] = []
    ) {
        self.message = message
        self.severity = severity
        self.state = state
        self.arguments = arguments
        self.options = options
    }
}
