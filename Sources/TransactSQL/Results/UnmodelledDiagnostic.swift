/// A statement, a function or a command that this model knows by name and does not carry out.
public struct UnmodelledDiagnostic: Hashable, Sendable {
    /// What it is called: `CREATE CERTIFICATE`, `:connect`.
    public var name: String
    /// The line within the batch, counted from 1.
    public var line: Int
    /// The line within the script, counted from 1.
    public var fileLine: Int
    /// Why, when there is more to say than the name.
    public var reason: String?

    /// Creates a diagnostic.
    ///
    /// - Parameters:
    ///   - name: What is not modelled, by its name in Transact-SQL or sqlcmd.
    ///   - line: The line within the batch, counted from 1.
    ///   - fileLine: The line within the script, counted from 1.
    ///   - reason: Why, or `nil`.
    public init(name: String, line: Int, fileLine: Int, reason: String? = nil) {
        self.name = name
        self.line = line
        self.fileLine = fileLine
        self.reason = reason
    }
}

extension UnmodelledDiagnostic: CustomStringConvertible {
    /// One line: the line of the script, what is not modelled, and why.
    public var description: String {
        "Line \(fileLine): \(name) is not modelled\(reason.map { ": \($0)" } ?? ".")"
    }
}
