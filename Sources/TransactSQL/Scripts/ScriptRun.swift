import Synchronization

/// A script that runs in a task of its own, and hands its events over a channel.
final class ScriptRun: Sendable {
    let channel = EventChannel()

    private let task = Mutex<Task<Void, Never>?>(nil)
    private let previous: ScriptRun?

    /// Prepares a run that begins when another one has ended.
    init(after previous: ScriptRun?) {
        // The chain of runs must not grow with the life of a connection.
        self.previous = previous?.channel.hasEnded == true ? nil : previous
    }

    /// Whether the run has ended, or ends without anybody who reads: the next one need only wait.
    var isOver: Bool { channel.hasEnded }

    /// Begins to run.
    func start(_ body: @escaping @Sendable (EventChannel) async throws -> Void) {
        let (channel, previous) = (channel, previous)
        let task = Task {
            await previous?.ended()
            do {
                try await body(channel)
                channel.finish()
            } catch {
                channel.finish(throwing: error)
            }
        }
        self.task.withLock { $0 = task }
    }

    /// Ends the script: nobody reads on.
    func cancel() {
        channel.abandon()
        task.withLock { $0 }?.cancel()
    }

    /// Waits until the run has ended.
    private func ended() async {
        await task.withLock { $0 }?.value
    }
}
