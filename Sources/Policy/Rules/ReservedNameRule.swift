/// Refuses a password that is the name of the computer or of the login, in any case.
///
/// The whole password is compared, and names of every length: ``AccountNameRule`` passes over names of one or two
/// characters, this rule does not.
///
/// Source: SQL Server documentation, "Strong passwords".
public struct ReservedNameRule: PasswordRule {
    /// Creates the rule.
    public init() {}

    /// Answers with ``PasswordViolation/Code/isComputerOrLoginName``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        guard isReserved(password, by: subject) else { return nil }
        return PasswordViolation(
            .isComputerOrLoginName,
            requirement: "Use something else than the name of the computer or of the login."
        )
    }

    private func isReserved(_ password: UTF8Span, by subject: PasswordSubject) -> Bool {
        if let name = subject.computerName, password.matches(name.utf8Span) { return true }
        if let name = subject.accountName, password.matches(name.utf8Span) { return true }
        return false
    }
}
