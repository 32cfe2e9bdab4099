/// The reason why a batch is no Transact-SQL, with the number and the text of SQL Server's message.
///
/// No statement of such a batch runs. The message never has the characters of a string literal, which may be a password:
/// `'…'` stands for them.
public struct SyntaxError: Error, Sendable, Hashable {
    /// SQL Server's number of the message, such as 102.
    public var number: Int32

    /// The severity; 15 for errors of syntax.
    public var severity: Int32

    /// The state.
    public var state: Int32

    /// The text, such as "Incorrect syntax near 'x'."
    public var message: String

    /// The line in the batch, from 1.
    public var line: Int

    /// The column in the line, from 1, counted in Unicode scalars.
    public var column: Int

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - number: SQL Server's number of the message.
    ///   - severity: The severity.
    ///   - state: The state.
    ///   - message: The text.
    ///   - line: The line in the batch, from 1.
    ///   - column: The column in the line, from 1, counted in Unicode scalars.
    public init(number: Int32, severity: Int32 = 15, state: Int32 = 1, message: String, line: Int, column: Int) {
        self.number = number
        self.severity = severity
        self.state = state
        self.message = message
        self.line = line
        self.column = column
    }
}

extension SyntaxError: CustomStringConvertible {
    /// The two lines that SQL Server's tools print for an error.
    public var description: String {
        "Msg \(number), Level \(severity), State \(state), Line \(line)\n\(message)"
    }
}
