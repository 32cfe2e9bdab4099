/// Refuses a password that contains the name of its account, in any case.
///
/// Names shorter than three characters are not looked for, as Windows does not: they occur by chance, and a login named
/// "a" could hardly have a password.
///
/// Source: SQL Server documentation, "Password policy"; Windows, "Password must meet complexity requirements".
public struct AccountNameRule: PasswordRule {
    /// Creates the rule.
    public init() {}

    /// Answers with ``PasswordViolation/Code/containsAccountName``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        guard let name = subject.accountName, name.isLongEnoughToLookFor else { return nil }
        guard password.holds(name.utf8Span) else { return nil }
        return PasswordViolation(
            .containsAccountName,
            requirement: "Leave the name of the account out, in upper and lower case alike."
        )
    }
}
