import KeyHierarchy
import Recovery

/// The things whose loss costs a key or data, the worst first.
struct WeaknessesResult: Report {
    struct Entry: Encodable {
        let lose: [String]
        let names: [String]
        let keys: [String]
        let databases: [String]
        let databaseBackups: [String]
        let remedies: [RecoveryStep]
    }

    let server: String
    let count: Int
    let weaknesses: [Entry]
    /// The keys that nothing opens as it is.
    let unreachable: [String]
    let assets: [String]
    private let includesPairs: Bool

    private enum CodingKeys: String, CodingKey {
        case server, count, weaknesses, unreachable, assets
    }

    init(_ analysis: RecoveryAnalysis, includingPairs: Bool, limit: Int) {
        let weaknesses = analysis.weaknesses(includingPairs: includingPairs)
        let inventory = analysis.inventory
        includesPairs = includingPairs
        server = inventory.server
        count = weaknesses.count
        self.weaknesses = weaknesses.prefix(limit).map { weakness in
            Entry(
                lose: weakness.assets.map(inventory.specification(of:)),
                names: weakness.assets.map(inventory.name(of:)),
                keys: weakness.keys.map(inventory.fullTitle(of:)),
                databases: weakness.databases.map(inventory.name(of:)),
                databaseBackups: weakness.databaseBackups.map(inventory.name(of:)),
                remedies: analysis.remedies(for: weakness))
        }
        unreachable = analysis.unreachableKeys.map { inventory.fullTitle(of: $0.id) }
        assets = analysis.assets.map(inventory.specification(of:))
    }

    func text(_ style: Style) -> String {
        var lines: [String] = []
        if !unreachable.isEmpty {
            lines.append(style.warning("Nothing opens these any more (\(unreachable.count))"))
            lines += Layout.list(unreachable)
        }
        guard !weaknesses.isEmpty else {
            lines.append(
                style.good(
                    includesPairs
                        ? "No single loss, and no two together, cost a key or data."
                        : "No single loss costs a key or data. Without --single, two that come together are looked for too."
                ))
            return lines.joined(separator: "\n")
        }
        for (number, entry) in weaknesses.enumerated() {
            lines.append("\(style.bold("\(number + 1). Losing \(entry.names.joined(separator: " and "))")) would cost")
            lines += Layout.list(
                entry.databases.map { "the data of the encrypted database \($0)" }
                    + entry.databaseBackups.map { "the backups of the encrypted database \($0)" } + entry.keys)
            for remedy in entry.remedies {
                lines += Layout.wrapped(remedy.instruction, after: "   \(style.good("Mend")): ", width: 9)
                if let command = remedy.command {
                    lines.append("         \(command)")
                } else if let statements = remedy.transactSQL {
                    lines += statements.split(separator: "\n").map { "         \($0)" }
                }
            }
        }
        if count > weaknesses.count { lines.append("And \(count - weaknesses.count) more: see --limit.") }
        return lines.joined(separator: "\n")
    }
}
