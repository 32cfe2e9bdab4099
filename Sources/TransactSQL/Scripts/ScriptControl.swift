import Synchronization

/// Stops a script that runs, and knows how far it came.
package final class ScriptControl: Sendable {
    private struct State {
        var isStopped = false
        var hasBegun = false
        var progress: ScriptProgress?
        var task: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Asks the script to end: the statement that runs is not carried out unless it commits already, and none begins.
    ///
    /// Unlike a reader that is cancelled, one that reads on learns what became of the statement. The sequence ends when
    /// that has ended: with `CancellationError`, or as if nothing had been asked when it was the last one and was done
    /// before.
    package func stop() {
        let task = state.withLock { state in
            state.isStopped = true
            return state.task
        }
        task?.cancel()
    }

    /// Whether the script has begun: it waits for an earlier one of its connection, whose reader has gone.
    package var hasBegun: Bool {
        state.withLock { $0.hasBegun }
    }

    /// How far the script came; `nil` until it has ended.
    package var progress: ScriptProgress? {
        state.withLock { $0.progress }
    }

    /// Takes the task that runs the script, which may have been stopped before.
    func take(_ task: Task<Void, Never>) {
        let isStopped = state.withLock { state in
            state.task = task
            return state.isStopped
        }
        if isStopped { task.cancel() }
    }

    func noteBegin() {
        state.withLock { $0.hasBegun = true }
    }

    func noteEnd(_ progress: ScriptProgress) {
        state.withLock { $0.progress = progress }
    }
}
