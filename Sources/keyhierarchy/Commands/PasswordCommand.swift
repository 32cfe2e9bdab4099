import ArgumentParser
import KeyHierarchy
import Policy

/// `keyhierarchy password`
struct PasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Check passwords against a policy.", subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say everything that a policy has against a password.",
            discussion: "Exit status 1 if it is refused. The password is never printed.")

        @Option(help: "The policy: sqlServer, nist800_63b4, strict or none.") var profile = "sqlServer"
        @Option(help: ArgumentHelp("A file that holds the password.", valueName: "file")) var passwordFile: String?
        @Flag(help: "Read the password from standard input.") var passwordStdin = false
        @Option(help: "The account that the password is for.") var accountName: String?
        @Option(help: "The computer that the account is on.") var computerName: String?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let policy = PasswordPolicy(named: profile) else {
                let names = PasswordPolicy.profiles.map(\.name).joined(separator: ", ")
                throw ValidationError("There is no profile '\(profile)'. Choose one of \(names).")
            }
            let source = PasswordSource(file: passwordFile, standardInput: passwordStdin, prompt: "Password")
            let subject = PasswordSubject(accountName: accountName, computerName: computerName)
            let violations = try source.read(allowingEmpty: true).withText { policy.violations(of: $0, by: subject) }
            try output.print(CheckResult(profile: policy.name, violations: violations))
            if !violations.isEmpty { throw ExitCode.failure }
        }
    }
}

/// What a policy has against a password.
private struct CheckResult: Report {
    struct Violation: Encodable {
        let code: String
        let requirement: String
        let number: Int
    }

    let profile: String
    let accepted: Bool
    let violations: [Violation]

    init(profile: String, violations: [PasswordViolation]) {
        self.profile = profile
        accepted = violations.isEmpty
        self.violations = violations.map {
            Violation(
                code: $0.code.description, requirement: $0.requirement, number: $0.sqlServerMessageNumber)
        }
    }

    func text(_ style: Style) -> String {
        guard !accepted else { return style.good("Accepted") + " by the policy \(profile)." }
        return (["\(style.warning("Refused")) by the policy \(profile):"] + violations.map { "  \($0.requirement)" })
            .joined(separator: "\n")
    }
}
