import TransactSQL

/// Why a script could not go on, for whatever reason.
struct ScriptFailure: Error {
    /// The line of the script, counted from 1, where it is known.
    var fileLine: Int?
    /// What is wrong, in a sentence.
    var text: String
}
