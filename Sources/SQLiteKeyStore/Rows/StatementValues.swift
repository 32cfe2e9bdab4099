#if SQLite
import GRDB
import GRDBSQLite
import StoreRows

/// The row that a statement is at.
///
/// GRDB's conversions would end the process, or quietly mend what is wrong, so the values come from SQLite directly.
@safe
final class StatementValues: RowValues {
    private let statement: SQLiteStatement

    init(_ statement: Statement) {
        unsafe self.statement = statement.sqliteStatement
    }

    func value(of column: Int) -> StoredValue {
        let column = Int32(column)
        switch unsafe sqlite3_column_type(statement, column) {
        case SQLITE_NULL:
            return unsafe .null
        case SQLITE_INTEGER:
            return unsafe .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            // In this order: SQLite counts the bytes of the form that was last asked for.
            let start = unsafe sqlite3_column_text(statement, column)
            let count = unsafe Int(sqlite3_column_bytes(statement, column))
            return unsafe .text(UnsafeBufferPointer(start: start, count: count))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(statement, column)
            let count = unsafe Int(sqlite3_column_bytes(statement, column))
            return unsafe .bytes(UnsafeRawBufferPointer(start: start, count: count))
        default:
            return unsafe .other
        }
    }

    func name(of column: Int) -> String {
        unsafe sqlite3_column_name(statement, Int32(column)).map { unsafe String(cString: $0) } ?? "column \(column)"
    }
}
#endif
