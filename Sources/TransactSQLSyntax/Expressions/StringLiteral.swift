/// A string literal, `'…'` or `N'…'`.
///
/// Any string of a script may be a password: one after `PASSWORD =`, an argument of a procedure, the value of a
/// variable. So a literal does not print or reflect its characters. ``value`` has them, and so has the printed statement.
public struct StringLiteral: Sendable, Hashable {
    /// The characters, with doubled quotation marks made single.
    public var value: String

    /// Whether the literal began with `N`: whether its type is nvarchar, not varchar.
    public var isNational: Bool

    /// Creates a literal.
    ///
    /// - Parameters:
    ///   - value: The characters, with nothing doubled.
    ///   - isNational: Whether its type is nvarchar.
    public init(_ value: String, isNational: Bool = false) {
        self.value = value
        self.isNational = isNational
    }
}

extension StringLiteral: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The form of the literal without its characters.
    public var description: String {
        isNational ? "N'…'" : "'…'"
    }

    /// The form of the literal without its characters.
    public var debugDescription: String {
        description
    }

    /// A mirror that shows nothing.
    public var customMirror: Mirror {
        Mirror(self, children: [])
    }
}
