import TransactSQLSyntax

/// What follows a statement.
enum Flow {
    /// The next one.
    case next
    /// `BREAK`: what follows the loop.
    case breakLoop
    /// `CONTINUE`: the condition of the loop.
    case continueLoop
    /// `GOTO`: the statement behind a label, in this list of statements or one around it.
    case goTo(Identifier)
    /// `RETURN`: nothing more of the batch, or of the text that `EXEC` runs.
    case returned
    /// An error that ends the batch, and the batches around it.
    case aborted
}
