import Dispatch
import Synchronization

/// The threads on which passwords are turned into keys, and RSA keys are generated and checked: as many as there are
/// processors.
///
/// A derivation keeps a processor busy for a quarter of a second and takes 128 MiB. On Swift concurrency's cooperative
/// threads it would stall every other task; on unbounded threads a hundred logins at once would exhaust the memory.
package final class DerivationThreads: Sendable {
    package static let shared = DerivationThreads(count: Processors.count)

    private let queues: [DispatchQueue]
    private let next = Atomic(0)

    init(count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "KeyCryptography.derivation.\($0)") }
    }

    /// Runs `work` on one of the threads and waits for its result without blocking the calling thread.
    ///
    /// - Throws: What `work` throws, or `CancellationError` when the task was cancelled before `work` began.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let queue = queues[next.wrappingAdd(1, ordering: .relaxed).oldValue % queues.count]
        let handover = Handover()
        let result = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    let result = Swift.Result {
                        if handover.isCancelled.load(ordering: .relaxed) { throw CancellationError() }
                        return try work()
                    }
                    handover.isDone.store(true, ordering: .releasing)
                    continuation.resume(with: result)
                }
            }
        } onCancel: {
            handover.isCancelled.store(true, ordering: .relaxed)
        }
        // The continuation orders the two threads by itself, but inside the runtime, where the thread sanitizer cannot see it.
        _ = handover.isDone.load(ordering: .acquiring)
        return result
    }

    /// What the waiting task and the working thread tell each other.
    private final class Handover: Sendable {
        /// Whether the task that waits was cancelled.
        let isCancelled = Atomic(false)
        /// Whether the work has ended.
        let isDone = Atomic(false)
    }
}
