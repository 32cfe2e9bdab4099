/// On how many disks which step was found, and what was left of it.
struct PowerLossTally: CustomStringConvertible {
    private struct Row {
        let name: String
        let calls: Int
        var before = 0
        var after = 0
        var done = 0
    }

    private var rows: [Row] = []

    mutating func begin(_ step: RecordedStep) {
        rows.append(Row(name: step.name, calls: step.callCount))
    }

    /// Counts a disk of the step that was begun last.
    mutating func count(_ outcome: CrashCheck.Outcome, isDone: Bool) {
        switch outcome {
        case _ where isDone: rows[rows.count - 1].done += 1
        case .after: rows[rows.count - 1].after += 1
        case .before, .between: rows[rows.count - 1].before += 1
        }
    }

    var description: String {
        let table = rows.sorted { $0.name < $1.name }.map { row in
            "| \(row.name) | \(row.calls) | \(row.before) | \(row.after) | \(row.done) |"
        }
        let disks = rows.map { $0.before + $0.after + $0.done }.reduce(0, +)
        return """
            | the power failed in | calls | before | after | when it was done |
            \(table.joined(separator: "\n"))
            \(disks) disks. Nothing was lost.
            """
    }
}
