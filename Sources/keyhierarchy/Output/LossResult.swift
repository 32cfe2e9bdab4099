import KeyHierarchy
import Recovery

/// What losing some things would cost.
struct LossResult: Report {
    struct Key: Encodable {
        let title: String
        let database: String
        let outcome: String
    }

    let lost: [String]
    let keys: [Key]
    let databases: [String]
    let restorableDatabases: [String]
    let databaseBackups: [String]
    let steps: [RecoveryStep]
    let losesNothing: Bool

    init(_ report: LossReport, in inventory: Inventory) {
        lost = report.lost.map(inventory.name(of:))
        keys = report.consequences.map {
            Key(
                title: $0.key.title, database: inventory.name(of: $0.key.id.database), outcome: $0.outcome.rawValue)
        }
        databases = report.databases.map(inventory.name(of:))
        restorableDatabases = report.restorableDatabases.map(inventory.name(of:))
        databaseBackups = report.databaseBackups.map(inventory.name(of:))
        steps = report.steps
        losesNothing = report.losesNothing
    }

    private static let headings: [(outcome: LossReport.Outcome, text: String)] = [
        (.lost, "Lost for ever"), (.recoverable, "Closed, until the steps below are done"),
        (.weakened, "Opens still, by fewer ways or with fewer backups"),
    ]

    func text(_ style: Style) -> String {
        var lines = [style.bold("Without \(lost.joined(separator: ", ")):")]
        for heading in Self.headings {
            let concerned = keys.filter { $0.outcome == heading.outcome.rawValue }
            guard !concerned.isEmpty else { continue }
            let title = "\(heading.text) (\(concerned.count))"
            lines.append(heading.outcome == .lost ? style.warning(title) : title)
            lines += Layout.list(concerned.map { "\($0.title), in \($0.database)" })
        }
        let isRestorable = Set(restorableDatabases)
        let gone = databases.filter { !isRestorable.contains($0) }
        if !gone.isEmpty {
            lines.append(style.warning("Data of encrypted databases, lost for ever (\(gone.count))"))
            lines += Layout.list(gone)
        }
        if !restorableDatabases.isEmpty {
            lines.append(
                style.warning(
                    "Data of encrypted databases, lost unless a backup of the database itself brings it back "
                        + "(\(restorableDatabases.count))"))
            lines += Layout.list(restorableDatabases)
        }
        if !databaseBackups.isEmpty {
            lines.append(
                style.warning("Backups of encrypted databases that nothing restores (\(databaseBackups.count))"))
            lines += Layout.list(databaseBackups)
        }
        if losesNothing { lines.append(style.good("No key and no data would be lost for ever.")) }
        return (lines + Layout.steps(steps, style)).joined(separator: "\n")
    }
}
