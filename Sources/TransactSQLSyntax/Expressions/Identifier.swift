/// A name, without the brackets or quotation marks that it may have had in the text.
///
/// Two identifiers are equal when they are spelled the same. Whether names that differ in case are the same name is
/// a matter of the collation of a database, which the syntax does not know.
public struct Identifier: Sendable, Hashable {
    /// The characters of the name; at most 128, or none for an omitted part such as the schema in `db..name`.
    public var text: String

    /// Creates an identifier.
    ///
    /// - Parameter text: The characters of the name, without brackets and with nothing doubled.
    public init(_ text: String) {
        self.text = text
    }
}

extension Identifier: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Creates an identifier from the characters of its name.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The characters of the name.
    public var description: String {
        text
    }
}
