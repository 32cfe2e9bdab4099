#if SQLite
import GRDB
import GRDBSQLite
import KeyHierarchy
import StoreRows

// A value goes to SQLite directly: GRDB's arguments cost more than running the statement, end a text at its first NUL (a
// label that has one would no longer be the one that its encryption is bound to), and end the process when a value is too
// long.
extension ColumnValue {
    /// Gives a statement its values; they stand for its question marks in order.
    ///
    /// - Parameters:
    ///   - values: The values.
    ///   - bound: The values that the statement has, if it has any: those that are alike stay where they are.
    /// - Throws: ``HierarchyError/Code-swift.struct/storeFailed`` when one is longer than the store takes.
    static func bind(_ values: [ColumnValue], over bound: [ColumnValue] = [], to statement: SQLiteStatement) throws {
        // One that was forgotten would have the value of the last time.
        assert(unsafe sqlite3_bind_parameter_count(statement) == Int32(values.count))
        for (index, value) in values.enumerated() where index >= bound.count || bound[index] != value {
            let code = unsafe try value.bind(to: statement, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }

    private func bind(to statement: SQLiteStatement, at index: Int32) throws -> Int32 {
        let count = Int32(try checkedSize())
        switch self {
        case .null:
            return unsafe sqlite3_bind_null(statement, index)
        case .integer(let value):
            return unsafe sqlite3_bind_int64(statement, index, value)
        case .text(var text):
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text(statement, index, characters.baseAddress, count, Self.copied)
                }
            }
        case .blob(let bytes):
            // An array without elements may have no address, which would make it NULL.
            guard count > 0 else { return unsafe sqlite3_bind_zeroblob(statement, index, 0) }
            return unsafe sqlite3_bind_blob(statement, index, bytes, count, Self.copied)
        }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the bytes.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
#endif
