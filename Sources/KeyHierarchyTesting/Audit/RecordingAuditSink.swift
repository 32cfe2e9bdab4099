public import KeyHierarchy

/// An audit sink that keeps every event, for a test to look at.
///
/// A session tells the audit before its operation returns: what a test has awaited is there. Where the operation runs
/// in another task, ``firstEvent(where:)`` waits for it.
public final class RecordingAuditSink: AuditSink {
    private struct Waiter {
        let isWanted: @Sendable (AuditEvent) -> Bool
        let continuation: CheckedContinuation<AuditEvent, any Error>
    }

    private struct State {
        var events: [AuditEvent] = []
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private let state = Guarded(State())

    /// Creates a sink without events.
    public init() {}

    /// The events, in the order in which they were told.
    public var events: [AuditEvent] {
        state.withLock { $0.events }
    }

    /// What was done, in the order in which it was told, whether it succeeded or not.
    public var actions: [AuditEvent.Action] {
        events.map(\.action)
    }

    /// Forgets all events: what led up to the thing that a test is about.
    public func removeAll() {
        state.withLock { $0.events = [] }
    }

    /// Returns the first event that satisfies a condition, and waits until there is one.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    public func firstEvent(
        where isWanted: @escaping @Sendable (AuditEvent) -> Bool
    ) async throws -> AuditEvent {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<AuditEvent, any Error>? in
                    if let event = state.events.first(where: isWanted) { return .success(event) }
                    // The handler below may have run already, and found nobody.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiters[id] = Waiter(isWanted: isWanted, continuation: continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Keeps an event.
    public func record(_ event: AuditEvent) {
        let served = state.withLock { state in
            state.events.append(event)
            let served = state.waiters.filter { $0.value.isWanted(event) }
            for id in served.keys { state.waiters[id] = nil }
            return served.values
        }
        for waiter in served { waiter.continuation.resume(returning: event) }
    }
}
