import ChildPrograms
import Dispatch
import Foundation
import Synchronization

/// One life of the process that is killed.
struct KilledProcess {
    /// What it had reported when it died.
    let reports: [CrashReport]
    /// Whether it lived until it was killed.
    let wasKilled: Bool

    /// How long a process may take to come to the step that is aimed at, in seconds.
    private static let patience = 60.0

    /// Starts the process, waits until the step that is aimed at begins and then for as long as given, and kills it.
    init(arguments: [String], aim: String, delay: Double) throws {
        let child = try ChildProcess(arguments)
        let watchdog = DispatchSource.makeTimerSource()
        watchdog.schedule(deadline: .now() + Self.patience)
        watchdog.setEventHandler { [program = child.program] in program.signal(SIGKILL) }
        watchdog.resume()
        var lines = LineBuffer()
        var reports: [CrashReport] = []
        var isKilled = false
        while case let data = child.output.availableData, !data.isEmpty {
            for line in lines.append(data) {
                let report = try CrashReport(line: line)
                reports.append(report)
                guard !isKilled, case .began(let step) = report, step.name == aim else { continue }
                Thread.sleep(forTimeInterval: delay)
                child.program.signal(SIGKILL)
                isKilled = true
            }
        }
        let termination = child.program.wait()
        watchdog.cancel()
        self.reports = reports
        wasKilled = isKilled && termination == .killed(signal: SIGKILL)
    }
}

/// Cuts what comes through a pipe into lines; what is no whole line yet is kept.
private struct LineBuffer {
    private var rest = Data()

    mutating func append(_ data: Data) -> [Data] {
        rest.append(data)
        var lines: [Data] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[..<end])
            rest = Data(rest[rest.index(after: end)...])
        }
        return lines
    }
}
