/// Refuses a password that is one of a few words, in any case.
///
/// The whole password is compared: a longer one may hold a forbidden word.
///
/// Source of the default words: SQL Server documentation, "Strong passwords".
public struct ForbiddenWordRule: PasswordRule {
    /// The words that SQL Server's documentation forbids: password, admin, administrator, sa, sysadmin.
    public static let documentedWords = ["password", "admin", "administrator", "sa", "sysadmin"]

    /// The words that are refused.
    public var words: [String]

    /// Creates a rule that refuses the given words.
    ///
    /// - Parameter words: The words; their case does not matter.
    public init(words: [String] = ForbiddenWordRule.documentedWords) {
        self.words = words
    }

    /// Answers with ``PasswordViolation/Code/forbiddenWord``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        for word in words where password.matches(word.utf8Span) {
            return PasswordViolation(.forbiddenWord, requirement: "Use more than a single word that is tried first.")
        }
        return nil
    }
}
