import Dispatch
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The threads on which passwords are turned into keys: as many as there are processors.
///
/// A derivation keeps a processor busy for a quarter of a second and takes 128 MiB. On Swift concurrency's cooperative
/// threads it would stall every other task; on unbounded threads a hundred logins at once would exhaust the memory.
final class DerivationThreads: Sendable {
    static let shared = DerivationThreads(count: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    private let queues: [DispatchQueue]
    private let next = Atomic(0)

    init(count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "KeyCryptography.derivation.\($0)") }
    }

    /// Runs `work` on one of the threads and waits for its result without blocking the calling thread.
    ///
    /// - Throws: What `work` throws, or `CancellationError` when the task was cancelled before `work` began.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let queue = queues[next.wrappingAdd(1, ordering: .relaxed).oldValue % queues.count]
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    continuation.resume(
                        with: Swift.Result {
                            if cancellation.isRequested.load(ordering: .relaxed) { throw CancellationError() }
                            return try work()
                        })
                }
            }
        } onCancel: {
            cancellation.isRequested.store(true, ordering: .relaxed)
        }
    }

    /// Whether the task that waits was cancelled, as the thread that is about to work for it can see.
    private final class Cancellation: Sendable {
        let isRequested = Atomic(false)
    }
}
