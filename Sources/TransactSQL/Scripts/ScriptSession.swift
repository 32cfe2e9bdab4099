public import KeyHierarchy

/// A connection that runs scripts of Transact-SQL on an encryption hierarchy.
///
/// What SQL Server keeps for a connection is kept here from one script to the next: the current database, the open keys of the
/// underlying ``/KeyHierarchy/Session``, the `SET` options and `@@ERROR`. Variables live in one batch.
public final class ScriptSession: Sendable {
    /// The session of the hierarchy whose principal runs the scripts, and in which keys are opened.
    public let session: Session

    /// Begins a connection in `master`.
    ///
    /// - Parameter session: The session that the scripts work in.
    public init(_ session: Session) {
        self.session = session
    }

    /// Runs a script.
    ///
    /// Nothing runs before the first event is asked for, and nothing runs ahead of the events that are taken: a script waits
    /// for its reader. Errors of Transact-SQL are events; the sequence itself throws ``ScriptError`` for what ends the run of
    /// the script, and `CancellationError`.
    ///
    /// - Parameters:
    ///   - script: The text, with its batches separated by lines of `GO`.
    ///   - options: How to run it.
    /// - Returns: What happens, as it happens.
    public func execute(_ script: String, options: ScriptOptions = ScriptOptions()) -> ScriptEvents {
        ScriptEvents()
    }
}
