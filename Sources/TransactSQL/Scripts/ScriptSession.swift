public import KeyHierarchy
import Synchronization

/// A connection that runs scripts of Transact-SQL on an encryption hierarchy.
///
/// What SQL Server keeps for a connection is kept here from one script to the next: the current database, the open keys of the
/// underlying ``/KeyHierarchy/Session``, the `SET` options and `@@ERROR`; and what sqlcmd keeps: what `:setvar` has set.
/// Variables of Transact-SQL live in one batch.
///
///     let connection = ScriptSession(hierarchy.session())
///     for try await event in connection.execute("SELECT name FROM sys.databases") {
///         if case .resultSet(let result) = event { print(result.rows.count) }
///     }
public final class ScriptSession: Sendable {
    /// The session of the hierarchy whose principal runs the scripts, and in which keys are opened.
    public let session: Session

    private let connection = Mutex(Connection())

    /// What scripts leave behind for the next one.
    struct Connection {
        var state = ConnectionState()
        /// The script that runs, or ran last.
        var run: ScriptTask?
    }

    /// Begins a connection in `master`.
    ///
    /// - Parameter session: The session that the scripts work in.
    public init(_ session: Session) {
        self.session = session
    }

    /// The name of the current database: what `DB_NAME()` gives.
    public var database: DatabaseName {
        connection.withLock { $0.state.database }
    }

    /// Runs a script.
    ///
    /// Nothing runs before the first event is asked for, and nothing runs ahead of the events that are taken: a script waits
    /// for its reader. Errors of Transact-SQL are events; the sequence itself throws ``ScriptError`` for what ends the run of
    /// the script, `CancellationError`, and what a store or an authorizer throws.
    ///
    /// A connection runs one script at a time. When the iterator goes away before the end, the script ends with the statement
    /// that runs, and the next script waits for that.
    ///
    /// - Parameters:
    ///   - script: The text, with its batches separated by lines of `GO`.
    ///   - options: How to run it.
    /// - Returns: What happens, as it happens.
    public func execute(_ script: String, options: ScriptOptions = ScriptOptions()) -> ScriptEvents {
        ScriptEvents { control in self.begin(options, control) { try await $0.run(script) } }
    }

    /// Runs a script that is read while it runs: no more of it is kept than a batch.
    ///
    /// - Parameters:
    ///   - pieces: Gives the next bytes of the script in UTF-8, wherever they end, and none at its end. What it throws ends
    ///     the script, and is thrown by the sequence.
    ///   - options: How to run it.
    /// - Returns: What happens, as with ``execute(_:options:)``.
    public func execute(
        reading pieces: @escaping @Sendable () throws -> [UInt8],
        options: ScriptOptions = ScriptOptions()
    ) -> ScriptEvents {
        ScriptEvents { control in self.begin(options, control) { try await $0.run(reading: pieces) } }
    }

    private func begin(
        _ options: ScriptOptions,
        _ control: ScriptControl,
        _ script: @escaping @Sendable (inout ScriptRunner) async throws -> Void
    ) -> ScriptTask {
        connection.withLock { connection in
            let (run, previous) = (ScriptTask(), connection.run)
            guard previous?.isOver ?? true else {
                run.channel.finish(throwing: ScriptError(.busy, fileLine: 1, "The connection runs another script."))
                return run
            }
            connection.run = run
            run.start(after: previous, control) { [self] channel in
                let state = self.connection.withLock { $0.state }
                let session = options.isDryRun ? try await session.rehearsal() : session
                let context = ExecutionContext(session, state: state, options: options, events: channel)
                defer {
                    control.noteEnd(context.currentProgress)
                    // What was rehearsed has not happened.
                    if !options.isDryRun { self.connection.withLock { $0.state = context.state } }
                }
                var runner = ScriptRunner(context)
                try await script(&runner)
            }
            return run
        }
    }
}
