/// A statement of which the tree keeps the text only, such as `CREATE TABLE` or the body of a procedure.
///
/// The text may hold passwords, so it is neither printed nor reflected: ``description`` is the statement's name.
public struct UnmodelledStatement: Sendable, Hashable {
    /// The words that say which statement it is, in capitals, such as `CREATE TABLE`.
    public var name: String

    /// The text from the first to the last token, comments between them included, as it stands in the batch.
    public var text: String

    /// What the tree has no place for, such as `FOR JSON` in a `SELECT`; `nil` where that is the whole statement.
    public var construct: String?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The words that say which statement it is, in capitals, such as `CREATE TABLE`.
    ///   - text: The text from the first to the last token, comments between them included, as it stands in the batch.
    ///   - construct: What the tree has no place for; `nil` where that is the whole statement.
    public init(name: String, text: String, construct: String? = nil) {
        self.name = name
        self.text = text
        self.construct = construct
    }
}

extension UnmodelledStatement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The words that say which statement it is.
    public var description: String {
        name
    }

    /// The words that say which statement it is.
    public var debugDescription: String {
        name
    }

    /// A mirror that shows the name alone.
    public var customMirror: Mirror {
        Mirror(self, children: ["name": name])
    }
}
