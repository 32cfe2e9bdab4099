import ArgumentParser
import Foundation

/// `fleet-backup`: finds keys at risk on many instances, and backs them up.
@main
struct FleetBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet-backup",
        abstract: "Find keys at risk on many instances, and back them up.",
        discussion: """
            Exit status: 0 when no key is at risk, 1 when one is, 2 when the job could not be done, 64 for wrong usage.
            """,
        subcommands: [Check.self, Run.self])

    /// Writes a report, at once: `print` would keep it until there is more, or until a service ends.
    static func show(_ report: FleetReport) {
        try? FileHandle.standardOutput.write(contentsOf: Data("\(report.text)\n".utf8))
    }

    /// A message for the operator, apart from the report.
    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("fleet-backup: \(text)\n".utf8))
    }
}

extension ExitCode {
    /// A key is at risk.
    static let atRisk = ExitCode(1)
    /// The job could not be done.
    static let couldNotWork = ExitCode(2)
}
