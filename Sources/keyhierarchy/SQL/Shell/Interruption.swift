import Synchronization
import TransactSQL

/// What Ctrl-C does to a script that runs: the first one stops it, and after the next one nobody waits for its end.
final class Interruption: Sendable {
    private struct State {
        var hasBegun = false
        var reminder: Task<Void, Never>?
    }

    private let control: ScriptControl
    private let state = Mutex(State())

    /// How long a statement may take to end before somebody is told that it is waited for.
    private static let patience = Duration.seconds(1)

    init(of control: ScriptControl) {
        self.control = control
    }

    /// Takes a Ctrl-C.
    ///
    /// - Parameter leave: Waits for the script no longer.
    func press(_ leave: () -> Void) {
        let hadBegun = state.withLock { state in
            defer { state.hasBegun = true }
            return state.hasBegun
        }
        guard !hadBegun else { return leave() }
        control.stop()
        let reminder = Task {
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            Console.standardError("Waiting for the statement to end. Press Ctrl-C again to wait no longer.")
        }
        state.withLock { $0.reminder = reminder }
    }

    /// Ends with the script, or with the wait for it.
    func end() {
        state.withLock { $0.reminder }?.cancel()
    }

    /// What became of a script that was not cancelled: `nil` when nobody wanted it to be, and when it failed, which is said.
    var lateness: String? {
        guard state.withLock({ $0.hasBegun }), control.progress?.isWithinStatement == false else { return nil }
        return "The batch had ended before it could be cancelled."
    }

    /// What became of a script that was cancelled, or is no longer waited for.
    var outcome: String {
        guard let progress = control.progress else {
            return control.hasBegun
                ? "The statement still runs, and may still be carried out: look before you repeat it. "
                    + "The next batch waits for it."
                : "The batch has not begun, and will not: a statement of an earlier one still runs."
        }
        guard let line = progress.fileLine else { return "The batch was cancelled before anything of it ran." }
        guard progress.isWithinStatement else {
            return "The batch was cancelled behind line \(line). What ran before that stays; nothing else ran."
        }
        let statement = "The statement in line \(line) was cancelled"
        guard !progress.hasChanged else {
            return "\(statement) when a part of it had been carried out: look before you repeat it."
        }
        let before = progress.endedCount > 0 ? " What ran before it stays." : ""
        return "\(statement). Nothing of it was carried out.\(before)"
    }
}
