import Policy
import Testing

struct OwnRuleTests {
    /// A rule as a user would write it: no character three times in a row.
    private struct NoRepetitionRule: PasswordRule {
        static let repeats = PasswordViolation.Code(rawValue: "com.example.repeats")

        func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
            var scalars = password.makeUnicodeScalarIterator()
            var previous: Unicode.Scalar?
            var run = 0
            while let scalar = scalars.next() {
                run = scalar == previous ? run + 1 : 1
                previous = scalar
                if run == 3 {
                    return PasswordViolation(Self.repeats, requirement: "Do not repeat a character three times.")
                }
            }
            return nil
        }
    }

    @Test func composesWithTheRulesOfAProfile() {
        let policy = PasswordPolicy.sqlServer.adding(NoRepetitionRule(), ListedPasswordRule.commonlyUsed)
        #expect(policy.name == "sqlServer")
        #expect(policy.violations(of: "Abcd1234.") == [])
        #expect(
            policy.violations(of: "111111").map(\.code) == [
                .tooShort, .notComplex, NoRepetitionRule.repeats, .commonlyUsed,
            ]
        )
    }

    @Test func isAskedWithTheSubject() {
        struct SubjectRule: PasswordRule {
            func violation(of password: UTF8Span, by subject: PasswordSubject) -> PasswordViolation? {
                guard subject.contextWords.count != password.count else { return nil }
                return PasswordViolation(.contextSpecific, requirement: "")
            }
        }
        let policy = PasswordPolicy(name: "own", rules: [SubjectRule()])
        #expect(policy.violations(of: "ab", by: PasswordSubject(contextWords: ["x", "y"])) == [])
        #expect(policy.violations(of: "ab").map(\.code) == [.contextSpecific])
    }
}
