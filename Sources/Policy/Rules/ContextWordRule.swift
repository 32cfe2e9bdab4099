/// Refuses a password made of the words that its place suggests, in any case.
///
/// The words are ``PasswordSubject/contextWords``: the names of the service, the instance and the database.
public struct ContextWordRule: PasswordRule {
    /// How much of a password a word must make up to be refused.
    public enum Extent: Sendable, Hashable {
        /// The password is the word, as NIST compares: "the entire password SHALL be subject to comparison, not
        /// substrings" (SP 800-63B-4, section 3.1.1.2).
        case wholePassword

        /// The word occurs in the password. Words shorter than three characters are not looked for.
        case anywhere
    }

    /// How much of a password a word must make up to be refused.
    public var extent: Extent

    /// Creates a rule.
    ///
    /// - Parameter extent: How much of a password a word must make up to be refused.
    public init(_ extent: Extent) {
        self.extent = extent
    }

    /// Answers with ``PasswordViolation/Code/contextSpecific``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        for word in subject.contextWords where isRefused(password, for: word) {
            return PasswordViolation(.contextSpecific, requirement: requirement)
        }
        return nil
    }

    private func isRefused(_ password: UTF8Span, for word: String) -> Bool {
        switch extent {
        case .wholePassword: password.matches(word.utf8Span)
        case .anywhere: word.isLongEnoughToLookFor && password.holds(word.utf8Span)
        }
    }

    private var requirement: String {
        switch extent {
        case .wholePassword: "Use something else than the name of the service, the instance or the database."
        case .anywhere: "Leave the names of the service, the instance and the database out."
        }
    }
}
