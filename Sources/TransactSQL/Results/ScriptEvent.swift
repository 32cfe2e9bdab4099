/// What happens while a script runs, in the order in which a client of SQL Server would learn of it.
@nonexhaustive
public enum ScriptEvent: Hashable, Sendable {
    /// A batch begins.
    ///
    /// - Parameter line: Its first line in the script, counted from 1.
    case batchBegan(line: Int)
    /// A `SELECT` gave rows.
    case resultSet(ResultSet)
    /// An error, or information.
    case message(ServerMessage)
    /// So many rows were read or changed; not sent while `NOCOUNT` is on.
    case rowsAffected(Int)
    /// Something of the script is not modelled, and was not done. Under ``ScriptOptions/Strictness-swift.enum/strict`` the
    /// script ends here.
    case unmodelled(UnmodelledDiagnostic)
    /// The batch has ended; its variables are gone.
    case batchEnded
}
