import TransactSQL

/// Prints what happens while a script runs, in one of the formats.
protocol ScriptPrinter {
    /// Prints an event.
    mutating func print(_ event: ScriptEvent) throws
    /// Prints why the script could not go on. It may stand in the middle of a batch.
    mutating func print(_ failure: ScriptFailure) throws
    /// Ends what was printed.
    mutating func finish() throws
}

/// Where a printer writes.
struct ScriptOutput {
    /// Takes the results.
    var results: (String) throws -> Void
    /// Takes what is to be known beside them.
    var notes: (String) -> Void

    /// Standard output, and standard error beside it.
    static var console: ScriptOutput {
        ScriptOutput(
            results: { try Console.standardOutput($0, terminator: "") },
            notes: { Console.standardError($0) })
    }
}
