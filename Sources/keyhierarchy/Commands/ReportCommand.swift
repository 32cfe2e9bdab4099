import ArgumentParser
import Recovery

/// `keyhierarchy report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page to print: the picture, what is weak or lacking, and what to do when something is lost.",
        discussion: """
            There is no secret in it, but it says where keys and passwords are kept: keep it as you would keep that, and
            where the machine is not. Nothing is changed.
            """)

    @OptionGroup var file: ResultFileOptions
    @OptionGroup var examined: ExaminedInstance

    func run() async throws {
        let (analysis, posture) = try await examined.examine()
        try file.write(RecoveryReport(of: analysis, posture: posture).html)
    }
}
