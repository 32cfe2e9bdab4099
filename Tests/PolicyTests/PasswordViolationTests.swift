import Policy
import Testing

struct PasswordViolationTests {
    /// Passwords that break every rule between them, in spellings that occur in no sentence by chance.
    private static let subject = PasswordSubject(
        accountName: "zQj9!vé",
        computerName: "XQ7-wz",
        contextWords: ["kx_qw"]
    )
    static let passwords = [
        "zQj9!vé", "xzqj9!VÉx", "xq7-WZ", "KX_qw", "qq", "ZZXX", "sysadmin", "3dH85Hhk003GHk2597gheij4", "qwertyuiop",
        String(repeating: "zqx", count: 100),
    ]

    @Test(arguments: passwords)
    func saysNothingOfThePassword(password: String) {
        let violations = PasswordPolicy.strict.violations(of: password, by: Self.subject)
        #expect(!violations.isEmpty)
        for violation in violations {
            #expect(!violation.requirement.lowercased().contains(password.lowercased()))
            #expect(!violation.description.lowercased().contains(password.lowercased()))
            for name in [Self.subject.accountName, Self.subject.computerName] + Self.subject.contextWords {
                #expect(!violation.requirement.contains(name ?? ""))
            }
        }
    }

    @Test func dependsOnTheRuleAndNotOnThePassword() {
        var violations: [PasswordViolation.Code: Set<PasswordViolation>] = [:]
        for password in Self.passwords {
            for violation in PasswordPolicy.strict.violations(of: password, by: Self.subject) {
                violations[violation.code, default: []].insert(violation)
            }
        }
        #expect(violations.count == 9)
        #expect(violations.values.allSatisfy { $0.count == 1 })
    }

    @Test(arguments: [
        (PasswordViolation.Code.tooShort, 33062), (.tooLong, 33063), (.notComplex, 33064),
        (.containsAccountName, 33064), (.isComputerOrLoginName, 33064), (.forbiddenWord, 33064),
        (.commonlyUsed, 33064), (.publishedInDocumentation, 33064), (.contextSpecific, 33064), (.notUnicode, 33064),
        (PasswordViolation.Code(rawValue: "com.example.palindrome"), 33064),
    ])
    func hasTheNumberOfSQLServersMessage(code: PasswordViolation.Code, number: Int) {
        #expect(PasswordViolation(code, requirement: "").sqlServerMessageNumber == number)
    }

    @Test func printsItsCodeAndRequirement() {
        #expect("\(PasswordViolation(.tooShort, requirement: "Use more."))" == "tooShort: Use more.")
    }
}
