/// A part of a script, in the order in which a client deals with them.
@nonexhaustive
public enum ScriptPart: Sendable, Hashable {
    /// A batch, to be sent to the server.
    case batch(ScriptBatch)

    /// A line with a command of sqlcmd. It is carried out at once, before the batch in which it stands is sent.
    case command(ScriptCommand)

    /// A line that begins with `GO` and is no separator. A tool stops here; the batch before it has been sent.
    case malformedSeparator(ScriptCommand)
}
