#if SQLite
import GRDB

/// What SQLite answered, without the statement and its arguments: GRDB's own error has them, and errors are logged.
struct SQLiteFailure: Error, CustomStringConvertible {
    /// SQLite's extended result code.
    let code: Int32
    /// SQLite's own words; they name tables and columns, never values.
    let message: String

    init(_ error: DatabaseError) {
        code = error.extendedResultCode.rawValue
        message = error.message ?? "no message"
    }

    var description: String {
        "SQLite \(code): \(message)"
    }
}
#endif
