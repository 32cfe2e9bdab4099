import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import Recovery

/// The analysis beside a plain reading of the same inventory, for thousands of random hierarchies.
struct AnalysisTests {
    /// Every single loss and every pair, of each of them.
    @Test(arguments: 0..<10)
    func weaknessesAreThoseOfThePlainReading(_ block: Int) throws {
        for seed in 0..<50 {
            var random = RandomInventory(seed: UInt64(block * 50 + seed))
            let inventory = try random.inventory()
            let analysis = RecoveryAnalysis(inventory)
            let cuts = CutSets.all(of: analysis.graph, analysis.reach)
            let before = PlainReading(inventory: inventory, lost: []).openKeys()
            for (first, second) in pairs(analysis.assets.count) {
                let lost: Set<Asset> = [analysis.assets[first], analysis.assets[second]]
                let open = PlainReading(inventory: inventory, lost: lost).openKeys()
                for (goal, cuts) in zip(analysis.graph.goals, cuts) {
                    guard case .key(let index) = goal else { continue }
                    let isCut =
                        cuts.isEmptySetCut
                        || cuts.sets.contains { $0.allSatisfy { $0 == first || $0 == second } }
                    let key = inventory.keys[index].id
                    #expect(isCut == !open.contains(key), "seed \(block * 50 + seed), \(lost), \(key)")
                    if cuts.isEmptySetCut { #expect(!before.contains(key)) }
                }
            }
        }
    }

    /// Any number of losses at once.
    @Test(arguments: 0..<10)
    func lossesAreThoseOfThePlainReading(_ block: Int) throws {
        for seed in 0..<200 {
            let seed = UInt64(1_000_000 + block * 200 + seed)
            var random = RandomInventory(seed: seed)
            var choice = SplitMix64(seed: seed)
            let inventory = try random.inventory()
            let analysis = RecoveryAnalysis(inventory)
            let lost = analysis.assets.shuffled(using: &choice).prefix(Int.random(in: 0...4, using: &choice))
            let before = PlainReading(inventory: inventory, lost: [])
            let after = PlainReading(inventory: inventory, lost: Set(lost))
            let report = analysis.losing(Array(lost))
            let lostKeys = before.openKeys().subtracting(after.openKeys())
            let secrets = Set(inventory.keys.filter(\.isSecret).map(\.id))
            #expect(
                Set(report.consequences.filter { $0.outcome == .lost }.map(\.key.id)) == lostKeys.intersection(secrets),
                "seed \(seed)")
            let lostData = before.readableDatabases(before.openKeys())
                .subtracting(after.readableDatabases(after.openKeys()))
            #expect(Set(report.databases) == lostData, "seed \(seed)")
            #expect(
                report.losesNothing
                    == (lostKeys.isDisjoint(with: secrets) && report.databases.isEmpty
                        && report.databaseBackups.isEmpty))
        }
    }

    @Test func weaknessesAreToldTheWorstFirstAndAlwaysInTheSameOrder() throws {
        for seed in 0..<200 {
            var random = RandomInventory(seed: UInt64(seed))
            let analysis = RecoveryAnalysis(try random.inventory())
            let weaknesses = analysis.weaknesses()
            #expect(weaknesses == analysis.weaknesses())
            for (first, second) in zip(weaknesses, weaknesses.dropFirst()) { #expect(!second.isWorse(than: first)) }
            #expect(Set(weaknesses.map(\.assets)).count == weaknesses.count)
        }
    }

    private func pairs(_ count: Int) -> [(Int, Int)] {
        (0..<count).flatMap { first in (first..<count).map { (first, $0) } }
    }
}
