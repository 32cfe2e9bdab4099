public import KeyHierarchy

/// What follows from losing some things at once.
public struct LossReport: Sendable {
    /// What becomes of a key.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// It can never be read again.
        case lost
        /// It does not open any more, and comes back by the steps of the report: the certificate of an encrypted database, and
        /// one with a password that something is under, on another server.
        case recoverable
        /// It opens still, by fewer ways or with fewer backups than before.
        case weakened
    }

    /// A key, and what becomes of it.
    public struct Consequence: Hashable, Sendable {
        /// The key.
        public let key: Inventory.Key
        /// What becomes of it.
        public let outcome: Outcome
    }

    /// What was lost.
    public let lost: [Asset]
    /// The keys to which anything happens, in ascending order.
    public let consequences: [Consequence]
    /// The encrypted databases whose data can never be read again, unless a backup of the database itself brings them back.
    public let databases: [DatabaseIdentifier]
    /// Those of the ``databases`` that a backup of the database itself brings back: their certificates open, or come back.
    public let restorableDatabases: [DatabaseIdentifier]
    /// The encrypted databases whose backups can never be restored again.
    public let databaseBackups: [DatabaseIdentifier]
    /// What to do, in this order.
    public let steps: [RecoveryStep]

    /// Whether no key and no data are lost for ever.
    public var losesNothing: Bool {
        databases.isEmpty && databaseBackups.isEmpty && !consequences.contains { $0.outcome == .lost }
    }
}

extension RecoveryAnalysis {
    /// Finds out what would follow from losing things, all at once.
    ///
    /// - Parameter assets: What is lost. What the instance does not have costs nothing.
    /// - Returns: What becomes of keys and data, and what to do. The time is that of the number of keys.
    public func losing(_ assets: [Asset]) -> LossReport {
        let after = Reach(graph, losing: Set(assets.compactMap { graph.index(of: $0) }))
        let withoutBackups = Set(after.order.prefix(after.countWithoutBackups))
        var consequences: [LossReport.Consequence] = []
        var databases: [DatabaseIdentifier] = []
        var restorable: [DatabaseIdentifier] = []
        var databaseBackups: [DatabaseIdentifier] = []
        for (index, goal) in graph.goals.enumerated() where reach.isReached(index) {
            let isReached = after.isReached(index)
            switch goal {
            case .key(let key):
                guard inventory.keys[key].isSecret, let outcome = outcome(of: index, after, withoutBackups)
                else { continue }
                consequences.append(LossReport.Consequence(key: inventory.keys[key], outcome: outcome))
            case .inPlace: continue
            case .data(let database):
                guard !isReached else { continue }
                databases.append(inventory.databases[database].id)
                // What its backups need is the next goal.
                if after.isReached(index + 1) { restorable.append(inventory.databases[database].id) }
            case .databaseBackups(let database):
                if !isReached { databaseBackups.append(inventory.databases[database].id) }
            }
        }
        let planner = RecoveryPlanner(graph: graph, before: reach, after: after, lost: assets)
        return LossReport(
            lost: assets, consequences: consequences, databases: databases, restorableDatabases: restorable,
            databaseBackups: databaseBackups, steps: planner.steps())
    }

    private func outcome(
        of goal: Int,
        _ after: Reach,
        _ withoutBackups: Set<Int32>
    ) -> LossReport.Outcome? {
        guard after.isReached(goal) else { return .lost }
        guard withoutBackups.contains(Int32(goal)) else { return .recoverable }
        return graph.ways(of: goal).contains { reach.isOpen($0) && !after.isOpen($0) } ? .weakened : nil
    }
}
