/// Which goals can be reached with what is left, and by which ways.
///
/// What is in the store comes first, as far as it leads; then one backup after the other is restored, those of master keys
/// before those of keys below them, and each leads as far as it does. So a backup that is not needed is not restored.
struct Reach: Sendable {
    private let graph: KeyGraph
    private let lost: Set<Int32>
    /// The way by which each goal was reached first; -1 for those that were not.
    private(set) var ways: [Int32]
    /// The goals that were reached, in the order in which they were.
    private(set) var order: [Int32] = []
    /// How many goals were reached without a backup.
    private(set) var countWithoutBackups = 0
    /// How many goals each way still needs; -1 for one that cannot be gone.
    private var missing: [Int32]

    /// Finds out what can be reached.
    ///
    /// - Parameters:
    ///   - graph: The instance.
    ///   - lost: The indices of the assets that are gone.
    init(_ graph: KeyGraph, losing lost: Set<Int> = []) {
        self.graph = graph
        self.lost = Set(lost.map(Int32.init))
        ways = [Int32](repeating: -1, count: graph.goals.count)
        missing = [Int32](repeating: 0, count: graph.wayCount)
        var backups: [Int] = []
        var open: [Int] = []
        for way in missing.indices {
            guard hasAssets(way) else {
                missing[way] = -1
                continue
            }
            missing[way] = Int32(graph.needs(of: way).count { $0 >= 0 })
            if missing[way] == 0 { if graph.isBackup(way) { backups.append(way) } else { open.append(way) } }
        }
        follow(open)
        countWithoutBackups = order.count
        // In the order of goals, which is that of keys: the service master key, then the master key of each database.
        for way in backups where !isReached(graph.goal(of: way)) { follow([way]) }
    }

    /// Whether a goal can be reached.
    func isReached(_ goal: Int) -> Bool {
        ways[goal] >= 0
    }

    /// Whether a way can be gone, once everything is reached that can be.
    func isOpen(_ way: Int) -> Bool {
        missing[way] == 0
    }

    private func hasAssets(_ way: Int) -> Bool {
        lost.isEmpty || graph.needs(of: way).allSatisfy { $0 >= 0 || !lost.contains(-1 - $0) }
    }

    private mutating func follow(_ ways: [Int]) {
        var pending = ways
        while let way = pending.popLast() {
            let goal = graph.goal(of: way)
            guard !isReached(goal) else { continue }
            self.ways[goal] = Int32(way)
            order.append(Int32(goal))
            for user in graph.users(of: goal) where missing[Int(user)] > 0 {
                missing[Int(user)] -= 1
                if missing[Int(user)] == 0 { pending.append(Int(user)) }
            }
        }
    }
}
