import Policy

/// The codes with which one rule answers to a password.
func codes(
    _ rule: any PasswordRule,
    _ password: String,
    by subject: PasswordSubject = PasswordSubject()
) -> [PasswordViolation.Code] {
    PasswordPolicy(name: "test", rules: [rule]).violations(of: password, by: subject).map(\.code)
}
