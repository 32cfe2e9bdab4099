/// An error that a `CATCH` block handles: what `ERROR_NUMBER()` and its kin tell of it.
struct CaughtError {
    var failure: StatementFailure
    var line: Int
}
