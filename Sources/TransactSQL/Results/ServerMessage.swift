public import TransactSQLSyntax

/// An error or an informational message of a script, as SQL Server sends it.
public struct ServerMessage: Hashable, Sendable {
    /// The number in `sys.messages`; 50000 for a text of the script's own, and 0 for `PRINT`.
    public var number: Int
    /// The severity: 0 to 10 for information, 11 to 25 for errors.
    public var severity: Int
    /// The state, which tells the places apart that send one message.
    public var state: Int
    /// The line within the batch, counted from 1; within the text of `EXEC ('…')` for what runs there.
    public var line: Int
    /// The line within the script, counted from 1.
    public var fileLine: Int
    /// The procedure that sent the message, or `nil` for the batch itself.
    public var procedure: String?
    /// The text.
    public var text: String
    /// The place in the script, of an error of syntax; otherwise `nil`.
    public var excerpt: SourceExcerpt?

    /// Creates a message.
    ///
    /// - Parameters:
    ///   - number: The number in `sys.messages`.
    ///   - severity: The severity, 0 to 25.
    ///   - state: The state.
    ///   - line: The line within the batch, counted from 1.
    ///   - fileLine: The line within the script, counted from 1.
    ///   - procedure: The procedure that sends it, or `nil`.
    ///   - text: The text.
    ///   - excerpt: The place in the script, or `nil`.
    public init(
        number: Int, severity: Int, state: Int, line: Int, fileLine: Int, procedure: String? = nil, text: String,
        excerpt: SourceExcerpt? = nil
    ) {
        self.number = number
        self.severity = severity
        self.state = state
        self.line = line
        self.fileLine = fileLine
        self.procedure = procedure
        self.text = text
        self.excerpt = excerpt
    }

    /// Whether this is an error: its severity is above 10.
    public var isError: Bool { severity > 10 }
}

extension ServerMessage: CustomStringConvertible {
    /// The two lines that SQL Server's tools print for an error; for information the text alone.
    public var description: String {
        guard isError else { return text }
        let procedure = procedure.map { ", Procedure \($0)" } ?? ""
        return "Msg \(number), Level \(severity), State \(state)\(procedure), Line \(line)\n\(text)"
    }
}
