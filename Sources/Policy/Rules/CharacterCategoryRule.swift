/// Requires a password to draw on several of four categories of characters.
///
/// The categories are SQL Server's: the letters A to Z, the letters a to z, the digits 0 to 9, and everything else. A
/// space, `<`, `>` and `_` are "everything else", and so is any letter or digit outside ASCII, whatever its case: the
/// documentation names Latin letters and Western digits only.
///
/// Source: SQL Server documentation, "Password policy", "Password complexity".
public struct CharacterCategoryRule: PasswordRule {
    /// The least number of categories that a password must draw on, of four.
    ///
    /// Zero accepts every password, and a number above four none.
    public var minimumCategories: Int

    /// Creates a rule that asks for a number of categories.
    ///
    /// - Parameter minimumCategories: The least number of categories, from 1 to 4.
    public init(atLeast minimumCategories: Int = 3) {
        self.minimumCategories = minimumCategories
    }

    /// Answers with ``PasswordViolation/Code/notComplex``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        var found = Categories()
        let bytes = password.span
        for index in bytes.indices {
            // A scalar outside ASCII consists of bytes from 0x80 on, each of which falls into `other`.
            switch bytes[index] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): found.insert(.upperCase)
            case UInt8(ascii: "a")...UInt8(ascii: "z"): found.insert(.lowerCase)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): found.insert(.digit)
            default: found.insert(.other)
            }
        }
        guard found.rawValue.nonzeroBitCount < minimumCategories else { return nil }
        return PasswordViolation(
            .notComplex,
            requirement: """
                Use characters of at least \(minimumCategories) of these 4 kinds: upper-case letters A to Z, \
                lower-case letters a to z, digits 0 to 9, other characters.
                """
        )
    }

    private struct Categories: OptionSet {
        var rawValue: UInt8 = 0

        static let upperCase = Categories(rawValue: 1)
        static let lowerCase = Categories(rawValue: 2)
        static let digit = Categories(rawValue: 4)
        static let other = Categories(rawValue: 8)
    }
}
