import Foundation

/// What one pass over the fleet has come to.
struct FleetReport: Encodable {
    /// When the pass began.
    let time: Date
    /// All keys that were looked at.
    var keys: [KeyReport] = []
    /// Whether all instances were visited; not when somebody has stopped the program.
    var isComplete = true

    init(time: Date) {
        self.time = time
    }

    /// Whether something is left to do, for a person or for another pass.
    var isAnyKeyAtRisk: Bool {
        !isComplete || keys.contains { !$0.remaining.isEmpty }
    }

    /// The report for a person.
    var text: String {
        let atRisk = keys.count { !$0.remaining.isEmpty }
        let lines = keys.flatMap(\.lines) + ["\(atRisk) of \(keys.count) at risk."]
        return (lines + (isComplete ? [] : ["Stopped before all instances were visited."])).joined(separator: "\n")
    }

    /// Puts the report in the place of the last one, in one step: monitoring never reads half of one.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (try encoder.encode(self) + Data("\n".utf8)).write(to: URL(filePath: path), options: .atomic)
    }
}
