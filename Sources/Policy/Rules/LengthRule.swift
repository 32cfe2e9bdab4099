/// Requires the length of a password to lie within a range.
///
/// Length is counted in the text as given: normalising first would make the count differ from what the user typed.
public struct LengthRule: PasswordRule {
    /// What counts as one character.
    public enum Unit: Sendable, Hashable {
        /// A Unicode scalar, as NIST SP 800-63B counts: an emoji is one, a letter with a combining accent two.
        case unicodeScalars

        /// A UTF-16 code unit, as `nvarchar(128)` counts: most emoji are two.
        case utf16CodeUnits
    }

    /// The accepted lengths, in ``unit``.
    public var accepted: ClosedRange<Int>

    /// What counts as one character.
    public var unit: Unit

    /// Creates a rule that accepts the given lengths.
    ///
    /// - Parameters:
    ///   - accepted: The accepted lengths, in `unit`.
    ///   - unit: What counts as one character.
    public init(_ accepted: ClosedRange<Int>, unit: Unit = .unicodeScalars) {
        self.accepted = accepted
        self.unit = unit
    }

    /// Creates a rule that asks for a length and sets no upper bound.
    ///
    /// - Parameters:
    ///   - accepted: The accepted lengths, in `unit`.
    ///   - unit: What counts as one character.
    public init(_ accepted: PartialRangeFrom<Int>, unit: Unit = .unicodeScalars) {
        self.init(accepted.lowerBound...Int.max, unit: unit)
    }

    /// Creates a rule that allows a length and sets no lower bound.
    ///
    /// - Parameters:
    ///   - accepted: The accepted lengths, in `unit`.
    ///   - unit: What counts as one character.
    public init(_ accepted: PartialRangeThrough<Int>, unit: Unit = .unicodeScalars) {
        self.init(0...accepted.upperBound, unit: unit)
    }

    /// Answers with ``PasswordViolation/Code/tooShort`` or ``PasswordViolation/Code/tooLong``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        let length = length(of: password)
        if length < accepted.lowerBound {
            return PasswordViolation(.tooShort, requirement: "Use at least \(accepted.lowerBound) \(characters).")
        }
        if length > accepted.upperBound {
            return PasswordViolation(.tooLong, requirement: "Use at most \(accepted.upperBound) \(characters).")
        }
        return nil
    }

    /// Counts without decoding: every scalar has one byte that is no continuation byte, and exactly the scalars of four
    /// bytes lie outside the Basic Multilingual Plane and take a surrogate pair.
    private func length(of password: UTF8Span) -> Int {
        let bytes = password.span
        var length = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte & 0b1100_0000 != 0b1000_0000 { length += 1 }
            if unit == .utf16CodeUnits && byte >= 0b1111_0000 { length += 1 }
        }
        return length
    }

    private var characters: String {
        switch unit {
        case .unicodeScalars: "characters"
        case .utf16CodeUnits: "characters (emoji and other rare characters count as two)"
        }
    }
}
