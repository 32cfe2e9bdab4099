import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A picture of an instance: its root protectors, the service master key, the databases with their master keys, what is under
/// them, and backups, with what is weak or lacking.
///
/// Databases of the same shape, with the same protectors, the same kinds of keys and backups in the same state, are drawn as
/// one, with their number and some of their names: three databases and three hundred are equally legible. Nothing is said by
/// colour alone. Whatever names there are stand in it as text, and nothing else; there is no secret in it.
public struct Diagram: Sendable {
    let server: String
    let subtitle: String
    let rootProtectors: [DiagramKey.Way]
    let serviceMasterKey: DiagramKey?
    /// At most ``maximumGroups``.
    let groups: [DatabaseGroup]
    /// How many databases are in no group that is drawn.
    let furtherDatabases: Int
    /// What the loss of one thing costs, in a sentence each.
    let weakSpots: [String]
    /// How many more there are than those.
    let furtherWeakSpots: Int

    /// The most groups of databases that are drawn, those where most is amiss before others.
    static let maximumGroups = 60
    private static let maximumWeakSpots = 8

    /// Draws an instance.
    ///
    /// - Parameters:
    ///   - analysis: The instance, and what depends on what.
    ///   - posture: What its keys lack, of the same inventory.
    public init(of analysis: RecoveryAnalysis, posture: Posture) {
        self.init(analysis, posture, analysis.weaknesses(includingPairs: false))
    }

    init(_ analysis: RecoveryAnalysis, _ posture: Posture, _ weaknesses: [Weakness]) {
        let inventory = analysis.inventory
        let builder = DiagramBuilder(analysis, posture, weaknesses)
        server = inventory.server.onOneLine
        let all = builder.groups()
        groups = Array(all.prefix(Self.maximumGroups))
        furtherDatabases = all.dropFirst(Self.maximumGroups).map(\.names.count).reduce(0, +)
        let key = inventory.key(.serviceMasterKey).map { builder.key("service master key", [$0]) }
        serviceMasterKey = key
        rootProtectors = key?.ways ?? []
        let single = weaknesses.filter { $0.assets.count == 1 }
        weakSpots = single.prefix(Self.maximumWeakSpots).map(inventory.sentence(about:))
        furtherWeakSpots = max(0, single.count - Self.maximumWeakSpots)
        let databases = all.map(\.names.count).reduce(0, +)
        subtitle =
            "\(Self.count(databases, "database")), \(Self.count(inventory.keys.count, "key and secret", "keys and secrets")), "
            + "at "
            + inventory.time.formatted(.iso8601).prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// What stands above it.
    var title: String {
        "Keys of \(server)"
    }

    /// What the picture shows, in a few sentences: for those who do not see it.
    var summary: String {
        let roots = rootProtectors.map(\.text).joined(separator: " and ")
        let lacking = groups.filter { $0.mark >= .lacking }.map(\.names.count).reduce(0, +)
        var sentences = ["\(subtitle)."]
        if let serviceMasterKey {
            sentences.append("The service master key is opened by \(roots.isEmpty ? "nothing" : roots).")
            if !serviceMasterKey.remarks.isEmpty {
                sentences.append("It lacks: \(serviceMasterKey.remarks.joined(separator: ", ")).")
            }
        }
        if lacking > 0 { sentences.append("Something is lacking or weak in \(Self.count(lacking, "database")).") }
        sentences += weakSpots
        return sentences.joined(separator: " ")
    }

    static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}

extension Inventory {
    /// What a weakness costs, in a sentence.
    func sentence(about weakness: Weakness) -> String {
        let assets = weakness.assets.map { name(of: $0).onOneLine }.joined(separator: " and ")
        var costs: [String] = []
        if !weakness.databases.isEmpty { costs.append(Diagram.count(weakness.databases.count, "encrypted database")) }
        if !weakness.databaseBackups.isEmpty {
            let count = weakness.databaseBackups.count
            costs.append("the backups of \(Diagram.count(count, "encrypted database"))")
        }
        if !weakness.keys.isEmpty { costs.append(Diagram.count(weakness.keys.count, "key")) }
        return "Losing \(assets) costs \(costs.joined(separator: " and "))."
    }
}
