import Backup
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

/// What the analysis predicts, beside what really opens when the things have really been taken away.
struct RealLossTests {
    /// The number of instances, how often each of them loses something, and for how many of the losses a restore is rehearsed.
    static let instances: UInt64 = 40
    static let losses = 30
    static let rehearsals = 3

    @Test(arguments: 0..<RealLossTests.instances)
    func whatIsPredictedIsWhatOpensAndWhatIsRehearsed(_ seed: UInt64) async throws {
        let hierarchy = try await RandomHierarchy(seed: seed)
        let analysis = RecoveryAnalysis(try await hierarchy.instance.session.inventory())
        // Of a store that is gone, or its master database, nothing is left to try on.
        let assets = analysis.assets.filter { $0 != .store && $0 != .database(.master) }
        var random = SplitMix64(seed: seed)
        for number in 0..<Self.losses {
            let lost = Array(assets.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random)))
            let comment: Comment = "seed \(seed), without \(lost.map(analysis.inventory.name(of:)))"
            try await compare(hierarchy, analysis, losing: lost, comment)
            if number < Self.rehearsals { try await rehearse(hierarchy, analysis, losing: lost, comment) }
        }
    }

    private func compare(
        _ hierarchy: RandomHierarchy,
        _ analysis: RecoveryAnalysis,
        losing lost: [Asset],
        _ comment: Comment
    ) async throws {
        let inventory = analysis.inventory
        let report = analysis.losing(lost)
        let open = try await RealLoss(of: hierarchy, losing: Set(lost)).openKeys
        let predicted = predicted(report, analysis).map { RandomHierarchy.name(of: $0, in: inventory) }
        #expect(open == Set(predicted), comment)
        func isOpen(_ id: KeyIdentifier) -> Bool {
            inventory.key(id).map { open.contains(RandomHierarchy.name(of: $0, in: inventory)) } ?? false
        }
        // The data of a database open with its key, and its backups with the certificate.
        for database in inventory.databases where database.isEncrypted {
            let certificate = try #require(inventory.keys.first { $0.name == "TDE" })
            #expect(
                isOpen(.databaseEncryptionKey(of: database.id)) == !report.databases.contains(database.id), comment)
            #expect(isOpen(certificate.id) == !report.databaseBackups.contains(database.id), comment)
        }
    }

    /// A rehearsal is on a new machine, with the store as it is, and the backups and passwords that are left.
    private func rehearse(
        _ hierarchy: RandomHierarchy,
        _ analysis: RecoveryAnalysis,
        losing lost: [Asset],
        _ comment: Comment
    ) async throws {
        let lost = lost.filter { if case .database = $0 { false } else { true } }
        let report = analysis.losing(lost + hierarchy.protectors.map { .rootProtector($0.name) })
        let media = hierarchy.backups + hierarchy.certificateFiles.map(\.medium)
        let rehearsal = try await Rehearsal(
            backups: media.filter { !lost.contains(.backup(place: $0.place)) },
            passwords: hierarchy.passwords.filter { !lost.contains($0.key) }.map(\.value),
            of: hierarchy.instance.hierarchy)
        let back = rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }
        #expect(Set(back.map(\.key)) == Set(predicted(report, analysis).map(\.id)), comment)
    }

    /// The keys that are not said to be lost.
    private func predicted(_ report: LossReport, _ analysis: RecoveryAnalysis) -> [Inventory.Key] {
        let closed = Set(analysis.unreachableKeys.map(\.id))
            .union(report.consequences.filter { $0.outcome == .lost }.map(\.key.id))
        return analysis.inventory.keys.filter { $0.isSecret && !closed.contains($0.id) }
    }
}
