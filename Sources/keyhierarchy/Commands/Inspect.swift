import ArgumentParser
import Backup
import Recovery

/// `keyhierarchy inspect`
struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a backup says about itself, without its password.",
        discussion: "Anybody who had the file could have written that. `verify` finds out whether it is true.")

    @Argument(help: "The backup.") var file: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try output.print(InspectResult(file, try await BackupFile(file).inspect()))
    }
}

/// What a backup says about itself.
private struct InspectResult: Report {
    struct Password: Encodable {
        let id: String
        let label: String?
        let derivation: String
        let iterations: Int
    }

    let file: String
    let size: Int
    /// Always false: no password, no certainty.
    let verified = false
    let label: BackupFactsResult?
    let passwords: [Password]
    let digest: String

    init(_ file: String, _ inspection: BackupInspection) {
        self.file = file
        size = inspection.size
        label = inspection.unverifiedFacts.map(BackupFactsResult.init)
        passwords = inspection.passwords.map {
            Password(id: $0.id, label: $0.unverifiedLabel, derivation: $0.derivation, iterations: $0.iterations)
        }
        digest = inspection.digest.rawValue
    }

    private enum CodingKeys: String, CodingKey {
        case file, size, verified, label, passwords, digest
    }

    func text(_ style: Style) -> String {
        var lines = ["\(style.bold(file)): \(size) bytes"]
        lines += label?.lines ?? ["It has no label: only its password can tell what it holds."]
        lines += passwords.map { password in
            "Password \(password.id)\(password.label.map { " '\($0)'" } ?? ""): \(password.derivation), "
                + "\(password.iterations) iterations"
        }
        switch BackupInspection.Digest(rawValue: digest) {
        case .matches: lines.append("Digest: matches the encrypted contents; the lines above it does not cover.")
        case .differs: lines.append(style.warning("Digest: differs. The file is damaged; use another copy."))
        default: lines.append("Digest: absent.")
        }
        lines.append(style.faint("Not verified. Run: keyhierarchy verify \(file.shellPath)"))
        return lines.joined(separator: "\n")
    }
}
