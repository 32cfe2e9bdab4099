/// A name, without the brackets or quotation marks that it may have had in the text.
///
/// Two identifiers are equal when they are spelled the same. Whether names that differ in case are the same name is
/// a matter of the collation of a database, which the syntax does not know.
public struct Identifier: Sendable, Hashable {
    /// The characters of the name; at most 128, or none for an omitted part such as the schema in `db..name`.
    public var text: String

    /// Whether it stood in double quotation marks. It may be meant as a string then, a password as well: messages leave it out.
    let isInQuotationMarks: Bool

    /// Creates an identifier.
    ///
    /// - Parameter text: The characters of the name, without brackets and with nothing doubled.
    public init(_ text: String) {
        self.init(text, isInQuotationMarks: false)
    }

    init(_ text: String, isInQuotationMarks: Bool) {
        self.text = text
        self.isInQuotationMarks = isInQuotationMarks
    }

    /// Whether two identifiers are spelled the same.
    public static func == (left: Identifier, right: Identifier) -> Bool {
        left.text == right.text
    }

    /// Feeds the characters of the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    /// The name as a message may show it: `…` where it stood in double quotation marks.
    package var shown: String {
        isInQuotationMarks ? "…" : text
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
