import Foundation

/// How many kills have struck which step, and what was left of it.
struct CrashTally: CustomStringConvertible {
    private var counts: [String: [CrashCheck.Outcome: Int]] = [:]
    var leftovers = (cut: 0, whole: 0)
    var durations: [String: Double] = [:]

    mutating func count(_ step: Step?, _ outcome: CrashCheck.Outcome) {
        counts[step?.name ?? "between two steps", default: [:]][outcome, default: 0] += 1
    }

    var total: Int {
        counts.values.flatMap(\.values).reduce(0, +)
    }

    var description: String {
        let rows = counts.sorted { $0.key < $1.key }.map { name, outcomes in
            [name, outcomes.values.reduce(0, +).description]
                + [CrashCheck.Outcome.before, .after].map { (outcomes[$0] ?? 0).description }
                + [durations[name].map { String(format: "%.1f", $0 * 1000) } ?? ""]
        }
        let table = ([["killed in", "kills", "before", "after", "ms"]] + rows).map {
            "| \($0.joined(separator: " | ")) |"
        }
        return """
            \(table.joined(separator: "\n"))
            \(total) kills. Neighbours left behind: \(leftovers.cut) cut short, \(leftovers.whole) whole. Nothing was lost.
            """
    }
}
