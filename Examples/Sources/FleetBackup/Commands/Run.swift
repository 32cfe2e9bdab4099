import ArgumentParser
import Foundation
import StopSignals

/// `fleet-backup run`
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Back up the keys at risk, once or on a schedule, and write a report.",
        discussion: """
            Once, as from cron or a timer of systemd, it ends with 1 when a key is at risk still. With --every it runs until
            SIGTERM or SIGINT, finishes the key that it is at, and ends with 0; the report file says how things are.
            """)

    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: ArgumentHelp("Run again after each such time, such as 90s, 30m or 24h.", valueName: "interval"))
    var every: Interval?

    func run() async throws {
        let signals = StopSignals()
        guard let every else {
            let report = try await runOnce(signals)
            if report.isAnyKeyAtRisk { throw ExitCode.atRisk }
            return
        }
        // A pass that fails as a whole is told, and the next one tries again: the fleet must not go without backups
        // because a file server was away for one night.
        repeat {
            do {
                _ = try await runOnce(signals)
            } catch let error as ExitCode where error == .couldNotWork {
                FleetBackup.note("The next attempt follows in \(every.duration).")
            }
        } while await signals.sleep(for: every.duration)
        FleetBackup.note("Stopped.")
    }

    /// Reads the configuration and the password anew: they may have changed since the last pass.
    private func runOnce(_ signals: StopSignals) async throws -> FleetReport {
        let fleet = Fleet(try configuration.read())
        let report: FleetReport
        do {
            report = try await fleet.backUp { signals.isRequested }
            try report.write(to: fleet.configuration.reportFile)
        } catch {
            FleetBackup.note("\(error)")
            throw ExitCode.couldNotWork
        }
        FleetBackup.show(report)
        return report
    }
}

/// A time between two passes.
struct Interval: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let number = Int(argument.dropLast()), 1...100_000 ~= number else { return nil }
        switch argument.last {
        case "s": duration = .seconds(number)
        case "m": duration = .seconds(60 * number)
        case "h": duration = .seconds(3600 * number)
        default: return nil
        }
    }
}
