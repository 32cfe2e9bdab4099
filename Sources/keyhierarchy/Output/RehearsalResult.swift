import KeyHierarchy
import Recovery

/// What a rehearsed restore has shown.
struct RehearsalResult: Report {
    struct Backup: Encodable {
        let place: String
        let subject: String?
        let outcome: String
        let detail: String?
        /// How many secrets of the instance only the key in it opens: it is still needed then.
        let onlyWayTo: Int
    }

    struct Key: Encodable {
        let title: String
        let database: String
        let comesBack: Bool
        /// What brings it back, or why it stays closed.
        let detail: String
    }

    let succeeds: Bool
    let backups: [Backup]
    let keys: [Key]

    init(_ rehearsal: Rehearsal) {
        succeeds = rehearsal.succeeds
        backups = rehearsal.backups.map { backup in
            let (outcome, detail): (String, String?) =
                switch backup.outcome {
                case .restored: ("restored", nil)
                case .opened(let remark): ("opened", remark)
                case .failed(let reason): ("failed", reason)
                @unknown default: ("failed", nil)
                }
            return Backup(
                place: backup.place, subject: backup.subject, outcome: outcome, detail: detail,
                onlyWayTo: backup.onlyWayTo.count)
        }
        keys = rehearsal.keys.map { key in
            switch key.outcome {
            case .comesBack(let way): Key(title: key.title, database: key.database, comesBack: true, detail: way)
            case .staysClosed(let reason):
                Key(title: key.title, database: key.database, comesBack: false, detail: reason)
            @unknown default: Key(title: key.title, database: key.database, comesBack: false, detail: "unknown")
            }
        }
    }

    func text(_ style: Style) -> String {
        var lines: [String] = []
        for backup in backups {
            let mark = backup.outcome == "failed" ? style.warning("failed") : style.good(backup.outcome)
            lines.append("\(mark)  \(backup.place)\(backup.subject.map { ": \($0)" } ?? "")")
            if let detail = backup.detail { lines += Layout.wrapped(detail, after: "    ", width: 4) }
            if backup.onlyWayTo > 0 {
                let secrets = backup.onlyWayTo == 1 ? "one secret" : "\(backup.onlyWayTo) secrets"
                lines += Layout.wrapped(
                    "Still needed: only its key opens \(secrets) of the instance.", after: "    ", width: 4)
            }
        }
        let back = keys.filter(\.comesBack)
        let closed = keys.filter { !$0.comesBack }
        lines.append("\(style.bold("\(back.count) of \(keys.count) keys would come back."))")
        lines += Layout.list(back.map { "\($0.title), in \($0.database), by \($0.detail)" })
        if !closed.isEmpty {
            lines.append(style.warning("These would not (\(closed.count))"))
            lines += Layout.list(closed.map { "\($0.title), in \($0.database): \($0.detail)" })
        }
        return lines.joined(separator: "\n")
    }
}
