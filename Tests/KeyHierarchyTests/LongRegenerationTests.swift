import KeyHierarchy
import Synchronization
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Regenerating the service master key over 3,000 databases")
struct LongRegenerationTests {
    private static let count = 3000

    /// An instance whose databases all have a master key: one is created, the rest are written beside it.
    private static func bench() async throws -> Bench {
        let bench = try await Bench.start(withMasterKeysIn: "db5")
        let root = try await bench.session.serviceMasterKeyForBackup()
        try await bench.store.write { store in
            var instance = try #require(try store.instance())
            let first = try #require(try store.database(named: "db5"))
            let sealer = try root.sealer()
            for number in 6..<Int32(5 + count) {
                let database = DatabaseRecord(
                    id: DatabaseIdentifier(rawValue: number), name: try DatabaseName("db\(number)"), family: .init(),
                    created: first.created)
                try store.put(database)
                let key = try OpenKey.generate(.databaseMasterKey(of: database.id))
                try store.put(
                    KeyRecord(
                        id: key.id, name: "##MS_DatabaseMasterKey##", guid: key.guid, algorithm: key.algorithm,
                        fingerprint: key.fingerprint, created: first.created, modified: first.created, version: 1))
                let id = KeyEncryption.Identifier(key: key.id, slot: 2)
                try store.put([
                    KeyEncryption(
                        id: id, protector: .key(.serviceMasterKey), label: "service master key",
                        created: first.created, lastProved: nil,
                        sealed: try sealer.seal(
                            key.material.bytes, as: id, protector: .key(.serviceMasterKey), label: "service master key")
                    )
                ])
            }
            instance.nextDatabase = Int32(5 + count)
            try store.put(instance)
        }
        return bench
    }

    @Test func reportsItsProgressToTheEnd() async throws {
        let bench = try await Self.bench()
        let steps = Steps()
        let report = try await bench.session.regenerateServiceMasterKey { steps.append($0) }
        #expect(report.rewrapped.count == Self.count)
        #expect(Set(report.rewrapped).count == Self.count)
        #expect(steps.all.count > 1)
        #expect(steps.all.allSatisfy { $0.total == Self.count })
        #expect(steps.all.map(\.completed) == steps.all.map(\.completed).sorted())
        #expect(steps.all.last?.completed == Self.count)
        try await bench.restarted().expectEveryKeyOpens()
    }

    @Test(arguments: [false, true])
    func leavesEverythingAsItWasWhenItIsCancelled(beforeItBegins: Bool) async throws {
        let bench = try await Self.bench()
        let before = try await bench.snapshot()
        let regeneration = Mutex<Task<Void, any Error>?>(nil)
        let task = Task {
            if beforeItBegins { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            _ = try await bench.session.regenerateServiceMasterKey { progress in
                // The task is known by then: it is stored before it is let go on.
                if progress.completed < progress.total { regeneration.withLock { $0?.cancel() } }
            }
        }
        regeneration.withLock { $0 = task }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await bench.snapshot() == before)
        try await bench.session.regenerateServiceMasterKey()
    }

    @Test func failsWholeBecauseOfOneDependentAndReportsItByForce() async throws {
        let bench = try await Self.bench()
        try await bench.put(bench.serviceKeyEncryption(of: "db2222").moved(label: "x"))
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.dependentUnreadable, 15320) {
            try await bench.session.regenerateServiceMasterKey()
        }
        #expect(error.message.contains("database db2222"))
        #expect(try await bench.snapshot() == before)
        let report = try await bench.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.rewrapped.count == Self.count - 1)
        #expect(report.messages.map(\.number) == [15584])
        // It had no password in this test, so nothing opens it any more.
        #expect(report.lost.map(\.name) == ["master key of database db2222"])
    }

    private final class Steps: Sendable {
        private let steps = Mutex<[ChangeProgress]>([])

        func append(_ progress: ChangeProgress) {
            steps.withLock { $0.append(progress) }
        }

        var all: [ChangeProgress] {
            steps.withLock { $0 }
        }
    }
}
