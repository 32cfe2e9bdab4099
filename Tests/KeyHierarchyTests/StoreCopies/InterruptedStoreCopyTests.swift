import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A copy of a store that is interrupted")
struct InterruptedStoreCopyTests {
    @Test func goesOnAfterAFaultOfAnyWrite() async throws {
        let instance = try await TestInstance(databases: ["Sales"], passwordOnly: ["Vault"])
        try await instance.createCredential(in: .server)
        let expected = try await StoreSnapshot(of: instance.store)
        let counting = FaultInjectingStore()
        try await StoreCopy(from: instance.store, to: counting).run()
        let writes = counting.writeCount
        #expect(writes > 10)
        for position in 1...writes {
            // A torn transaction is more than a store may do; the copy mends that too.
            for fault in [StoreFault.failWrite(position), .tear(atWrite: position)] {
                let destination = FaultInjectingStore()
                destination.schedule = [fault]
                await #expect(throws: InjectedFault.self) {
                    try await StoreCopy(from: instance.store, to: destination).run()
                }
                try await Self.expectNothingStarts(on: destination, instance, unless: position == 1)
                try await StoreCopy(from: instance.store, to: destination).run()
                #expect(try await StoreSnapshot(of: destination) == expected, "\(fault)")
            }
        }
    }

    @Test(arguments: 0..<4)
    func goesOnAfterACommitWasLost(transactions: Int) async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let expected = try await StoreSnapshot(of: instance.store)
        for fault in [StoreFault.failCommit, .loseAcknowledgement] {
            let destination = FaultInjectingStore()
            destination.schedule = Array(repeating: .delay(.zero), count: transactions) + [fault]
            await #expect(throws: (any Error).self) { try await StoreCopy(from: instance.store, to: destination).run() }
            try await StoreCopy(from: instance.store, to: destination).run()
            #expect(try await StoreSnapshot(of: destination) == expected)
        }
    }

    @Test func followsASourceThatHasChangedSince() async throws {
        let instance = try await TestInstance(databases: ["Old", "Sales"])
        let destination = FaultInjectingStore()
        // The record of the instance at the end.
        let writes = try await Self.writes(of: instance)
        destination.schedule = [.failWrite(writes)]
        await #expect(throws: InjectedFault.self) { try await StoreCopy(from: instance.store, to: destination).run() }
        try await instance.session.dropDatabase("Old")
        try await instance.session.createDatabase("Old")
        try await instance.session.regenerateServiceMasterKey()
        try await StoreCopy(from: instance.store, to: destination).run()
        let expected = try await StoreSnapshot(of: instance.store)
        #expect(try await StoreSnapshot(of: destination) == expected)
        let copy = try await TestInstance(store: destination, rootProtectors: instance.rootProtectors)
        #expect(try await copy.session.serviceMasterKey().isReadable)
    }

    @Test func followsASourceThatChangesOnceMeanwhile() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let destination = FaultInjectingStore()
        let changed = Flag()
        // The copy holds a thread while the other process works, which must be none of the few that that needs.
        let copying = Task(executorPreference: QueueExecutor()) {
            try await StoreCopy(from: instance.store, to: destination).run { _ in
                guard changed.raise() else { return }
                let done = DispatchSemaphore(value: 0)
                Task.detached {
                    defer { done.signal() }
                    try await instance.session.createDatabase("Meanwhile")
                }
                done.wait()
            }
        }
        let report = try await copying.value
        #expect(!report.isResumed)
        // Each was written, in the first walk or in the second.
        #expect(report.databasesWritten >= report.databases)
        let expected = try await StoreSnapshot(of: instance.store)
        #expect(expected.databases.contains { $0.name == "Meanwhile" })
        #expect(try await StoreSnapshot(of: destination) == expected)
    }

    /// A new destination is empty as long as it is not marked: whoever makes it after the survey has it marked at once.
    @Test func isMarkedBeforeASurveyedSourceIsReadAgain() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let source = FaultInjectingStore(instance.store)
        let survey = try await StoreCopy(from: source, to: InMemoryKeyStore()).plan()
        let destination = InMemoryKeyStore()
        // The record of the instance is read first, and then the rows.
        source.afterRead(2) { throw CancellationError() }
        await #expect(throws: CancellationError.self) {
            try await StoreCopy(from: source, to: destination).run(surveyed: survey)
        }
        try await Self.expectNothingStarts(on: destination, instance, unless: false)
        let report = try await StoreCopy(from: source, to: destination).run(surveyed: survey)
        #expect(report.isResumed)
        #expect(report.databases == survey.databases && report.databasesWritten == report.databases)
    }

    @Test func saysWhatTheDestinationHasWhenAStoreFails() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let destination = FaultInjectingStore()
        // The first transaction marks the destination, and the second one fails.
        destination.beforeNextWrite { [destination] in
            destination.beforeNextWrite { throw HierarchyError.conflict("The connection was lost.") }
        }
        let error = try await expectRefusal(.conflict) {
            try await StoreCopy(from: instance.store, to: destination).run()
        }
        #expect(error.message.contains("The source is unchanged; the destination has an unfinished copy"))
        #expect(error.advice?.contains("give the same command again") == true)
        #expect((error.cause as? HierarchyError)?.message == "The connection was lost.")
        try await StoreCopy(from: instance.store, to: destination).run()

        // Before there is anything of the copy, the store's own words say it all.
        let untouched = FaultInjectingStore()
        untouched.schedule = [.conflict]
        let first = try await expectRefusal(.conflict) {
            try await StoreCopy(from: instance.store, to: untouched).run()
        }
        #expect(!first.message.contains("unfinished"))
    }

    @Test func isNoCopyOfAnOlderState() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let old = InMemoryKeyStore()
        try await StoreCopy(from: instance.store, to: old).run()
        try await instance.session.createDatabase("New")
        let destination = FaultInjectingStore()
        destination.schedule = [.failWrite(3)]
        await #expect(throws: InjectedFault.self) { try await StoreCopy(from: instance.store, to: destination).run() }
        try await expectRefusal(.storeFailed) { try await StoreCopy(from: old, to: destination).run() }
    }

    @Test func takesMoreDatabasesThanFitIntoOneTransaction() async throws {
        let instance = try await TestInstance()
        try await instance.hierarchy.fill(databases: 600)
        let destination = FaultInjectingStore()
        destination.schedule = [.failWrite(1500)]
        await #expect(throws: InjectedFault.self) { try await StoreCopy(from: instance.store, to: destination).run() }
        let report = try await StoreCopy(from: instance.store, to: destination).run()
        #expect(report.isResumed)
        #expect(report.databasesWritten > 0 && report.databasesWritten < report.databases)
        let expected = try await StoreSnapshot(of: instance.store)
        #expect(try await StoreSnapshot(of: destination) == expected)
    }

    private static func writes(of instance: TestInstance) async throws -> Int {
        let counting = FaultInjectingStore()
        try await StoreCopy(from: instance.store, to: counting).run()
        return counting.writeCount
    }

    /// Nothing starts on a part of a copy, and nothing copies from it.
    private static func expectNothingStarts(
        on store: any KeyStore,
        _ instance: TestInstance,
        unless isNew: Bool
    ) async throws {
        guard !isNew else { return }
        try await expectRefusal(.unsupported) {
            try await EncryptionHierarchy(store: store, rootProtectors: instance.rootProtectors)
        }
        try await expectRefusal(.unsupported) { try await StoreCopy(from: store, to: InMemoryKeyStore()).run() }
    }
}

/// Is raised once.
private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var isRaised = false

    func raise() -> Bool {
        lock.withLock {
            defer { isRaised = true }
            return !isRaised
        }
    }
}
