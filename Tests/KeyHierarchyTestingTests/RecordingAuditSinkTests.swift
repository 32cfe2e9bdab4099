import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("An audit that is kept")
struct RecordingAuditSinkTests {
    @Test func hasItsEventsInOrder() async throws {
        let sink = RecordingAuditSink()
        let instance = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [sink] }
        #expect(sink.actions == [.startInstance, .createDatabase, .createMasterKey])
        sink.removeAll()
        #expect(sink.events.isEmpty)
        try await instance.session.dropDatabase("Sales")
        #expect(sink.events.map(\.subject) == ["database Sales"])
        #expect(sink.events.map(\.time) == [TestClock.start])
    }

    @Test func returnsAnEventThatIsThere() async throws {
        let sink = RecordingAuditSink()
        _ = try await TestInstance(databases: ["Sales", "Other"]) { $0.auditSinks = [sink] }
        let event = try await sink.firstEvent { $0.action == .createMasterKey }
        #expect(event.subject == "master key of database Sales")
    }

    @Test func waitsForAnEventThatIsToCome() async throws {
        let sink = RecordingAuditSink()
        let instance = try await TestInstance { $0.auditSinks = [sink] }
        async let dropped = sink.firstEvent { $0.action == .dropDatabase }
        async let created = sink.firstEvent { $0.action == .createDatabase }
        try await instance.session.createDatabase("Sales")
        try await instance.session.dropDatabase("Sales")
        #expect(try await created.action == .createDatabase)
        #expect(try await dropped.action == .dropDatabase)
        // Whoever has been served is not served again.
        try await instance.session.createDatabase("Other")
    }

    @Test(arguments: [false, true])
    func waitsNoLongerThanItsTask(isCancelledAtOnce: Bool) async throws {
        let sink = RecordingAuditSink()
        let task = Task { try await sink.firstEvent { _ in true } }
        if !isCancelledAtOnce { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // Nobody is left who waits: an event that comes now wakes nobody twice.
        _ = try await TestInstance { $0.auditSinks = [sink] }
        #expect(sink.actions == [.startInstance])
    }
}
