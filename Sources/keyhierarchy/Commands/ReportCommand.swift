import ArgumentParser
import KeyHierarchy
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

    @Option(help: ArgumentHelp("How old the verification of a backup may be, such as 90d or 2w.", valueName: "age"))
    var maxAge = Age(Posture.defaultMaximumAge)
    @OptionGroup var file: ResultFileOptions
    @OptionGroup var instance: StoreOptions

    func run() async throws {
        let inventory = try await instance.startReadOnly().session().inventory()
        let report = RecoveryReport(
            of: RecoveryAnalysis(inventory), posture: Posture(of: inventory, maximumAge: maxAge.duration))
        try file.write(report.html)
    }
}
