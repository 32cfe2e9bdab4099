import Dispatch
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Whether somebody has asked the process to stop: SIGTERM, as `kill` and systemd send it, or SIGINT from a terminal.
///
/// A program looks at ``isRequested`` where it can stop without leaving something half done. A second signal of the kind
/// ends the process at once, for the operator who cannot wait.
public final class StopSignals: Sendable {
    private struct State {
        var isRequested = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Begins to listen. The signals end the process no more by themselves from then on, so a program has one value.
    public init() {
        let queue = DispatchQueue(label: "StopSignals")
        for number in [SIGTERM, SIGINT] {
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                // The handler holds the source, and the source its handler: they live until they are served.
                source.cancel()
                _ = signal(number, SIG_DFL)
                request()
            }
            source.activate()
        }
    }

    /// Whether the process was asked to stop.
    public var isRequested: Bool {
        state.withLock { $0.isRequested }
    }

    /// Waits until the process is asked to stop, or the task is cancelled.
    public func wait() async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isRequested || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    /// Waits for a time.
    ///
    /// - Returns: Whether the time has passed; `false`, and early, when the process is asked to stop.
    public func sleep(for duration: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await Task.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
        return !isRequested
    }

    private func request() {
        let waiters = state.withLock { state in
            state.isRequested = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }
}
