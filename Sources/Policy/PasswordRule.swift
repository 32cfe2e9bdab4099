/// One requirement that a password must meet.
///
/// The rules of this module conform to it, and so do yours: put one into a ``PasswordPolicy`` and it is asked like the
/// rest.
///
/// A rule sees the password exactly as it was typed, never normalised, and only for the length of the call: it must not
/// copy the text to the heap (a `String` or an array of it outlives the call in freed memory), and must not put any of
/// it into the violation it returns. It answers for its own requirement alone, so that a policy can report every
/// violation at once.
public protocol PasswordRule: Sendable {
    /// Judges a password by this rule.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed.
    ///   - subject: Whose password it is; a rule that does not care ignores it.
    /// - Returns: What the password lacks, or `nil` if the rule accepts it.
    func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation?
}
