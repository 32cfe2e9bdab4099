import Synchronization

/// A script that runs in a task of its own, and hands its events over a channel.
final class ScriptTask: Sendable {
    let channel = EventChannel()

    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Whether the run has ended, or ends without anybody who reads: the next one need only wait.
    var isOver: Bool { channel.hasEnded }

    /// Begins to run once another run has ended.
    ///
    /// - Parameters:
    ///   - previous: The other run.
    ///   - control: What may stop this one.
    ///   - body: Runs the script.
    func start(
        after previous: ScriptTask?,
        _ control: ScriptControl,
        _ body: @escaping @Sendable (EventChannel) async throws -> Void
    ) {
        let channel = channel
        // The task alone: a run must not keep all runs before it.
        let earlier = previous?.task.withLock { $0 }
        let task = Task {
            await earlier?.value
            control.noteBegin()
            do {
                try await body(channel)
                channel.finish()
            } catch {
                channel.finish(throwing: error)
            }
        }
        self.task.withLock { $0 = task }
        control.take(task)
    }

    /// Ends the script: nobody reads on.
    func cancel() {
        channel.abandon()
        task.withLock { $0 }?.cancel()
    }
}
