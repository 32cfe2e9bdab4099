/// A message in SQL Server's numbering: what `sys.messages` lists, as a client would see it.
public struct SQLServerMessage: Hashable, Sendable, CustomStringConvertible {
    /// The number, such as 15581.
    public let number: Int
    /// 10 for information, 11 and more for errors.
    public let severity: Int
    /// Tells places apart that raise the same number.
    public let state: Int
    /// SQL Server's text, with its placeholders filled in.
    public let text: String

    /// Creates a message.
    ///
    /// - Parameters:
    ///   - number: The number in `sys.messages`.
    ///   - severity: 0 to 25: 10 for information, 11 and more for errors.
    ///   - state: 0 to 255: tells places apart that raise the same number.
    ///   - text: The text, with its placeholders filled in.
    package init(number: Int, severity: Int, state: Int, text: String) {
        self.number = number
        self.severity = severity
        self.state = state
        self.text = text
    }

    /// The message as `sqlcmd` would print it, on one line.
    public var description: String {
        "Msg \(number), Level \(severity), State \(state): \(text)"
    }
}
