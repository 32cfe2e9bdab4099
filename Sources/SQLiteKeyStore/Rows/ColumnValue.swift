#if SQLite
import Foundation
import GRDB
import GRDBSQLite
import KeyHierarchy

/// A value for a column of a store.
///
/// It goes to SQLite directly: GRDB's arguments cost more than running the statement, end a text at its first NUL (a label
/// that has one would no longer be the one that its encryption is bound to), and end the process when a value is too long.
enum ColumnValue: Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    static func number(_ value: some BinaryInteger) -> ColumnValue {
        .integer(Int64(value))
    }

    static func flag(_ value: Bool) -> ColumnValue {
        .integer(value ? 1 : 0)
    }

    static func guid(_ guid: UUID) -> ColumnValue {
        .blob(guid.bytes)
    }

    static func fingerprint(_ fingerprint: KeyFingerprint) -> ColumnValue {
        .blob(fingerprint.bytes)
    }

    static func date(_ date: Date) throws -> ColumnValue {
        guard let timestamp = Timestamp(date) else {
            throw HierarchyError(
                .storeFailed, "The time is not between 1970 and 2199, and a key store keeps no other.",
                advice: "Check the clock of this machine.")
        }
        return .integer(timestamp.microseconds)
    }

    /// The result of `make`, or NULL when there is no value.
    static func optional<Value>(_ value: Value?, _ make: (Value) throws -> ColumnValue) rethrows -> ColumnValue {
        try value.map(make) ?? .null
    }
}

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
        switch self {
        case .null:
            return unsafe sqlite3_bind_null(statement, index)
        case .integer(let value):
            return unsafe sqlite3_bind_int64(statement, index, value)
        case .text(var text):
            let count = try Self.check(text.utf8.count, limit: Limits.textSize)
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text(statement, index, characters.baseAddress, count, Self.copied)
                }
            }
        case .blob(let bytes):
            let count = try Self.check(bytes.count, limit: Limits.blobSize)
            // An array without elements may have no address, which would make it NULL.
            guard count > 0 else { return unsafe sqlite3_bind_zeroblob(statement, index, 0) }
            return unsafe sqlite3_bind_blob(statement, index, bytes, count, Self.copied)
        }
    }

    private static func check(_ count: Int, limit: Int) throws -> Int32 {
        guard count <= limit else {
            throw HierarchyError(
                .storeFailed, "A value of \(count) bytes is too long for the key store, which takes \(limit).")
        }
        return Int32(count)
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the bytes.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
#endif
