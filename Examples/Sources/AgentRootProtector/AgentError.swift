/// Why an agent gave no answer, or not the one that was asked for. It says nothing of what was asked.
public struct AgentError: Error, CustomStringConvertible {
    /// What kind of failure it was.
    public enum Code: Hashable, Sendable {
        /// Nobody answers at the socket, or the connection broke.
        case unavailable
        /// The agent took too long.
        case timedOut
        /// The agent does not open that, or does not want to.
        case refused
        /// A message that is none.
        case malformed
        /// Others than the owner could have put the socket there, or could use it.
        case notPrivate
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened, to what, for a person.
    public let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
