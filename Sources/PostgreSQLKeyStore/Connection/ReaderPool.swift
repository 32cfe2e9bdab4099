#if PostgreSQL
import Synchronization

/// The connections of readers: as many as are needed at a time, up to a limit; further readers wait for their turn.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [ConnectionLane] = []
        var count = 0
        /// Who waits, in the order in which they came.
        var waiting: [CheckedContinuation<ConnectionLane, Never>] = []
    }

    private let opening: ConnectionOpening
    private let limit: Int
    private let state = Mutex(State())

    init(_ opening: ConnectionOpening, limit: Int) {
        self.opening = opening
        self.limit = limit
    }

    /// Calls `body` with a connection that nobody else uses meanwhile.
    func withLane<Result: Sendable>(_ body: (ConnectionLane) async throws -> Result) async throws -> Result {
        let lane = await acquire()
        defer { release(lane) }
        return try await body(lane)
    }

    private func acquire() async -> ConnectionLane {
        await withCheckedContinuation { continuation in
            let lane = state.withLock { state -> ConnectionLane? in
                // The one that was used last: the others grow old, and are renewed when there is need for them.
                if let idle = state.idle.popLast() { return idle }
                guard state.count < limit else {
                    state.waiting.append(continuation)
                    return nil
                }
                state.count += 1
                return ConnectionLane(opening)
            }
            if let lane { continuation.resume(returning: lane) }
        }
    }

    private func release(_ lane: ConnectionLane) {
        let next = state.withLock { state -> CheckedContinuation<ConnectionLane, Never>? in
            guard !state.waiting.isEmpty else {
                state.idle.append(lane)
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume(returning: lane)
    }
}
#endif
