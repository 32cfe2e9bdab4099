import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

@Suite("Regenerating the service master key over 3,000 databases")
struct LongRegenerationTests {
    private static let count = 3000

    private static func bench() async throws -> TestInstance {
        let bench = try await TestInstance()
        try await bench.hierarchy.fill(databases: count)
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
        try await bench.put(bench.serviceKeyEncryption(of: "Database 2222").moved(label: "x"))
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.dependentUnreadable, 15320) {
            try await bench.session.regenerateServiceMasterKey()
        }
        #expect(error.message.contains("database Database 2222"))
        #expect(try await bench.snapshot() == before)
        let report = try await bench.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.rewrapped.count == Self.count - 1)
        #expect(report.messages.map(\.number) == [15584])
        #expect(report.noLongerOpens.map(\.name) == ["master key of database Database 2222"])
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
