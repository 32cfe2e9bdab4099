import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

/// What the analysis predicts, beside what really opens when the things have really been taken away.
struct RealLossTests {
    /// The number of instances, and how often each of them loses something.
    static let instances: UInt64 = 40
    static let losses = 30

    @Test(arguments: 0..<RealLossTests.instances)
    func whatIsPredictedIsWhatOpens(_ seed: UInt64) async throws {
        let hierarchy = try await RandomHierarchy(seed: seed)
        let inventory = try await hierarchy.instance.session.inventory()
        let analysis = RecoveryAnalysis(inventory)
        let unreachable = Set(analysis.unreachableKeys.map(\.id))
        // Of a store that is gone, or its master database, nothing is left to try on.
        let assets = analysis.assets.filter { $0 != .store && $0 != .database(.master) }
        var random = SplitMix64(seed: seed)
        for _ in 0..<Self.losses {
            let lost = Array(assets.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random)))
            let report = analysis.losing(lost)
            let closed = unreachable.union(report.consequences.filter { $0.outcome == .lost }.map(\.key.id))
            let predicted = inventory.keys.filter { $0.isSecret && !closed.contains($0.id) }
            let open = try await hierarchy.openKeys(afterLosing: Set(lost))
            #expect(
                open == Set(predicted.map { RandomHierarchy.name(of: $0, in: inventory) }),
                "seed \(seed), without \(lost.map(inventory.name(of:)))")
        }
    }
}
