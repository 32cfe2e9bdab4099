/// A line of a script that is addressed to the client, not to the server.
public struct ScriptCommand: Sendable, Hashable {
    /// The line, without the end of the line.
    public var text: String

    /// The number of the line in the script, from 1.
    public var line: Int

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - text: The line, without the end of the line.
    ///   - line: The number of the line in the script, from 1.
    public init(text: String, line: Int) {
        self.text = text
        self.line = line
    }
}
