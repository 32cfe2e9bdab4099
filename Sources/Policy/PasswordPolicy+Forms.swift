extension PasswordPolicy {
    /// Judges a password that is held as UTF-8 bytes.
    ///
    /// Bytes that are not valid UTF-8 are no text and cannot be judged: every policy, ``none`` included, answers with
    /// ``PasswordViolation/Code/notUnicode`` alone.
    ///
    /// - Parameters:
    ///   - bytes: The UTF-8 encoding of the password as it was typed.
    ///   - subject: Whose password it is.
    /// - Returns: Every violation, in the order of ``rules``; empty if the policy accepts the password.
    public func violations(
        ofUTF8 bytes: Span<UInt8>,
        by subject: PasswordSubject = PasswordSubject()
    ) -> [PasswordViolation] {
        guard let password = try? UTF8Span(validating: bytes) else {
            return [PasswordViolation(.notUnicode, requirement: "Use text that is valid UTF-8.")]
        }
        return violations(of: password, by: subject)
    }

    /// Judges a password that is held as a string.
    ///
    /// A `String` cannot be wiped: its bytes stay in memory after it is freed, and copies come and go unseen. Use this
    /// for text that is in a script anyway, and for tests; keep a password that a person typed in memory that is wiped,
    /// and lend it to ``violations(of:by:)-(UTF8Span,_)``.
    ///
    /// - Parameters:
    ///   - password: The password as it was typed.
    ///   - subject: Whose password it is.
    /// - Returns: Every violation, in the order of ``rules``; empty if the policy accepts the password.
    public func violations(
        of password: String,
        by subject: PasswordSubject = PasswordSubject()
    ) -> [PasswordViolation] {
        violations(of: password.utf8Span, by: subject)
    }
}
