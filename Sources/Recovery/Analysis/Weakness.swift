public import KeyHierarchy

/// One thing, or two together, whose loss costs a key or data.
public struct Weakness: Hashable, Sendable {
    /// What would be lost: one asset, or two of which either alone costs nothing of this.
    public let assets: [Asset]
    /// The keys that could never be read again, in ascending order.
    public let keys: [KeyIdentifier]
    /// The encrypted databases whose data could never be read again.
    public let databases: [DatabaseIdentifier]
    /// The encrypted databases whose backups could never be restored, on any server.
    public let databaseBackups: [DatabaseIdentifier]

    /// Whether this is worse than another one: data come before keys, one asset before two, more before fewer.
    func isWorse(than other: Weakness) -> Bool {
        let (data, otherData) = (
            databases.count + databaseBackups.count, other.databases.count + other.databaseBackups.count
        )
        if (data > 0) != (otherData > 0) { return data > 0 }
        if assets.count != other.assets.count { return assets.count < other.assets.count }
        if data != otherData { return data > otherData }
        return keys.count > other.keys.count
    }
}

extension RecoveryAnalysis {
    /// Finds every single loss, and every pair of losses, that costs a key or data, the worst first.
    ///
    /// A database that is lost takes its own keys and data with it, and that is no weakness of the hierarchy: only what it
    /// costs beyond itself counts. Losses of three things at once are not looked for.
    ///
    /// - Parameter includingPairs: Whether pairs are looked for, too.
    /// - Returns: The weaknesses; those of one asset alone take time that grows with the number of keys, and so do pairs,
    ///   unless many keys depend on many things at once.
    public func weaknesses(includingPairs: Bool = true) -> [Weakness] {
        var found: [CutSets.Word: Cost] = [:]
        let cuts = CutSets.all(of: graph, reach)
        for (goal, cuts) in zip(graph.goals, cuts) where !cuts.isEmptySetCut {
            for word in cuts.words where word.isSingle || includingPairs {
                guard !isLost(goal, withDatabasesIn: word) else { continue }
                found[word, default: Cost()].add(goal, in: inventory)
            }
        }
        // By their assets first, so that what is equally bad comes in the same order every time.
        let weaknesses = found.sorted { $0.key < $1.key }.map { word, cost in
            Weakness(
                assets: word.assets.map { graph.assets[$0] }, keys: cost.keys, databases: cost.databases,
                databaseBackups: cost.databaseBackups)
        }
        return weaknesses.indices
            .sorted { first, second in
                if weaknesses[first].isWorse(than: weaknesses[second]) { return true }
                return first < second && !weaknesses[second].isWorse(than: weaknesses[first])
            }
            .map { weaknesses[$0] }
    }

    /// Whether something goes with a database that is lost itself.
    private func isLost(_ goal: KeyGraph.Goal, withDatabasesIn word: CutSets.Word) -> Bool {
        let database: DatabaseIdentifier
        switch goal {
        case .key(let index):
            database = inventory.keys[index].id.database
            // What is in master is what the other databases stand on.
            if database == .master { return false }
        // What it opens counts.
        case .inPlace: return true
        case .data(let index): database = inventory.databases[index].id
        case .databaseBackups: return false
        }
        return word.contains { graph.assets[$0] == .database(database) }
    }
}

private struct Cost {
    var keys: [KeyIdentifier] = []
    var databases: [DatabaseIdentifier] = []
    var databaseBackups: [DatabaseIdentifier] = []

    mutating func add(_ goal: KeyGraph.Goal, in inventory: Inventory) {
        switch goal {
        case .key(let index): keys.append(inventory.keys[index].id)
        case .inPlace: break
        case .data(let index): databases.append(inventory.databases[index].id)
        case .databaseBackups(let index): databaseBackups.append(inventory.databases[index].id)
        }
    }
}
