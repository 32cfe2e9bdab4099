/// A named set of rules that a new password must satisfy.
///
/// A policy reports every violation, not the first: a person who mends one at a time is told "no" once for each.
///
/// ```swift
/// let policy = PasswordPolicy.sqlServer.adding(ListedPasswordRule.commonlyUsed)
/// for violation in policy.violations(of: password, by: PasswordSubject(accountName: "auditor")) {
///     print(violation.requirement)
/// }
/// ```
///
/// The password is judged exactly as it was typed, as SQL Server uses it: nothing is normalised, trimmed or folded
/// first, so that what was judged is what the key is derived from. Only comparisons with names, words and lists look
/// past spelling. They ignore case by Unicode's lower-case mapping, scalar by scalar, in every language alike: the
/// Turkish "ı" is not "i", and "ß" is not "ss". Names and words are moreover found in any canonically equivalent
/// form, so that "é" matches whether it was typed as one scalar or as "e" and an accent. The lists are compared as
/// they are: they hold composed text only.
///
/// No rule makes a string or an array of the password. Where it or a name has characters outside ASCII, they are
/// compared one character at a time, in a buffer on the stack.
public struct PasswordPolicy: Sendable {
    /// The name by which a configuration or a command line refers to the policy.
    public var name: String

    /// The rules, in the order in which violations are reported.
    public var rules: [any PasswordRule]

    /// Creates a policy of the given rules.
    ///
    /// - Parameters:
    ///   - name: The name of the policy.
    ///   - rules: The rules, in the order in which violations are to be reported. Put length first, as SQL Server does.
    public init(name: String, rules: [any PasswordRule]) {
        self.name = name
        self.rules = rules
    }

    /// Returns a policy of the same name with further rules after its own.
    ///
    /// - Parameter furtherRules: The rules to add.
    /// - Returns: The extended policy.
    public func adding(_ furtherRules: any PasswordRule...) -> PasswordPolicy {
        PasswordPolicy(name: name, rules: rules + furtherRules)
    }

    /// Judges a password by every rule.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed.
    ///   - subject: Whose password it is.
    /// - Returns: Every violation, in the order of ``rules``; empty if the policy accepts the password.
    public func violations(
        of password: UTF8Span,
        by subject: PasswordSubject = PasswordSubject()
    ) -> [PasswordViolation] {
        var violations: [PasswordViolation] = []
        for rule in rules {
            if let violation = rule.violation(of: password, by: subject) {
                violations.append(violation)
            }
        }
        return violations
    }
}
