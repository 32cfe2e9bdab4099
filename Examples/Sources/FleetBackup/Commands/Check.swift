import ArgumentParser
import Foundation

/// `fleet-backup check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the keys at risk. Nothing is written: no backup, no report, nothing in a store.")

    @OptionGroup var configuration: ConfigurationOptions

    func run() async throws {
        let report = await Fleet(try configuration.read()).check()
        FleetBackup.show(report)
        if report.isAnyKeyAtRisk { throw ExitCode.atRisk }
    }
}
