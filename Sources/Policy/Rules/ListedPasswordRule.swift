/// Refuses a password that is on a list of known ones, in any case.
///
/// The whole password is compared: a password may contain a listed one. The lists are part of the binary, are read in
/// place, and cost no heap; a look-up takes some fifteen steps.
///
/// Entries are compared scalar by scalar, without regard to canonical equivalence: a listed word with an accent is
/// found in its composed form, which is what keyboards type.
public struct ListedPasswordRule: PasswordRule {
    private let list: PasswordList
    private let violation: PasswordViolation

    /// Refuses the passwords that people use most: some 20,000.
    ///
    /// The list is that of the Django web framework.
    public static let commonlyUsed = ListedPasswordRule(
        list: .commonlyUsed,
        violation: PasswordViolation(
            .commonlyUsed,
            requirement: "Use something that is not among the passwords that people use most."
        )
    )

    /// Refuses the passwords printed in documentation and tutorials of SQL Server.
    ///
    /// Many of them are long and look random, and meet every other rule; they are copied with the script around them,
    /// and so among the first that an attacker tries on a key.
    public static let publishedInDocumentation = ListedPasswordRule(
        list: .publishedInDocumentation,
        violation: PasswordViolation(
            .publishedInDocumentation,
            requirement: "Use one of your own: this one is printed in public documentation."
        )
    )

    private init(list: PasswordList, violation: PasswordViolation) {
        self.list = list
        self.violation = violation
    }

    /// Answers with ``PasswordViolation/Code/commonlyUsed`` or ``PasswordViolation/Code/publishedInDocumentation``.
    public func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
        list.contains(password) ? violation : nil
    }
}
