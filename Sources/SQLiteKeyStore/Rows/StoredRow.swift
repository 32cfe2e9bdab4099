#if SQLite
import Foundation
import GRDB
import GRDBSQLite
import KeyHierarchy

/// A row of a store, taken apart column by column, from left to right.
///
/// Nothing is believed of it: neither the sort of a value, nor its length or range, nor that a text is UTF-8. GRDB's
/// conversions would end the process, or quietly mend what is wrong, so the values come from SQLite directly.
@safe
struct StoredRow {
    private let statement: SQLiteStatement
    private let table: Table
    private let path: String
    private var next: Int32 = 0

    /// The row that a statement is at.
    init(of statement: Statement, table: Table, path: String) {
        unsafe self.statement = statement.sqliteStatement
        self.table = table
        self.path = path
    }

    // MARK: Values

    /// Takes an integer within `range`.
    mutating func integer<Value: FixedWidthInteger>(
        as type: Value.Type = Value.self,
        in range: ClosedRange<Int64>
    ) throws -> Value {
        let column = take()
        guard sort(of: column) == SQLITE_INTEGER,
            case let stored = unsafe sqlite3_column_int64(statement, column), range.contains(stored),
            let value = Value(exactly: stored)
        else { throw damaged("is not a number from \(range.lowerBound) to \(range.upperBound)") }
        return value
    }

    /// Takes a number from 1 to 255 that stands for something a later version may know more of.
    mutating func code() throws -> UInt8 {
        try integer(in: 1...255)
    }

    mutating func flag() throws -> Bool {
        try integer(as: Int64.self, in: 0...1) == 1
    }

    mutating func date() throws -> Date {
        Timestamp(microseconds: try integer(in: Limits.timestamps)).date
    }

    /// Takes at most `limit` bytes.
    mutating func bytes(atMost limit: Int) throws -> [UInt8] {
        unsafe Array(try blob(atMost: limit))
    }

    mutating func sealedSecret() throws -> SealedSecret {
        unsafe SealedSecret(try blob(atMost: Limits.sealedSize).bytes)
    }

    /// Takes at most `limit` bytes, which SQLite keeps until the next value is taken.
    private mutating func blob(atMost limit: Int) throws -> UnsafeRawBufferPointer {
        let column = take()
        guard sort(of: column) == SQLITE_BLOB,
            case let count = unsafe Int(sqlite3_column_bytes(statement, column)), count <= limit
        else { throw damaged("is not a value of at most \(limit) bytes") }
        return unsafe UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)
    }

    /// Takes a text, of which there may be a copy already: many rows have the same label, and to check and copy it for each
    /// of a hundred thousand takes longer than to compare it.
    mutating func text(perhaps known: String = "") throws -> String {
        let column = take()
        guard sort(of: column) == SQLITE_TEXT else { throw damaged("is not a text") }
        // In this order: SQLite counts the bytes of the form that was last asked for.
        let start = unsafe sqlite3_column_text(statement, column)
        let count = unsafe Int(sqlite3_column_bytes(statement, column))
        guard count <= Limits.textSize else { throw damaged("is longer than \(Limits.textSize) bytes") }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        if unsafe known.utf8.elementsEqual(bytes) { return known }
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw damaged("is not valid UTF-8 text")
        }
        return text
    }

    mutating func guid() throws -> UUID {
        guard let guid = UUID(bytes: try bytes(atMost: UUID.byteCount)) else {
            throw damaged("does not have \(UUID.byteCount) bytes")
        }
        return guid
    }

    mutating func fingerprint() throws -> KeyFingerprint {
        guard let fingerprint = KeyFingerprint(try bytes(atMost: KeyFingerprint.byteCount)) else {
            throw damaged("does not have \(KeyFingerprint.byteCount) bytes")
        }
        return fingerprint
    }

    /// Takes a value with `read`, or skips one that is not there and returns `nil`.
    mutating func ifPresent<Value>(_ read: (inout StoredRow) throws -> Value) throws -> Value? {
        guard sort(of: next) == SQLITE_NULL else { return try read(&self) }
        _ = take()
        return nil
    }

    /// Takes columns that have no value in a row of this sort. With one, the row would not be found where it belongs.
    mutating func nulls(_ count: Int) throws {
        for _ in 0..<count {
            guard sort(of: take()) == SQLITE_NULL else { throw damaged("has a value, which such a row does not have") }
        }
    }

    // MARK: What is wrong

    /// The error that says that the value which was just taken is not what it should be.
    func damaged(_ problem: String) -> HierarchyError {
        .damaged(path, "\(place) \(problem).")
    }

    /// The error that says that the value which was just taken may be right for a newer version.
    func unknown(_ what: String) -> HierarchyError {
        .unknownValue(path, "\(place) is \(what), which this version does not know.")
    }

    /// Where the value is that was just taken. Of its row, only the numbers are told that tell it from others.
    private var place: String {
        let key = (0..<table.keyColumnCount).map { column in
            let isNumber = sort(of: column) == SQLITE_INTEGER
            return "\(name(of: column)) \(isNumber ? String(unsafe sqlite3_column_int64(statement, column)) : "?")"
        }
        return "table \(table.rawValue), row \(key.joined(separator: ", ")): \(name(of: next - 1))"
    }

    private func name(of column: Int32) -> String {
        unsafe sqlite3_column_name(statement, column).map { unsafe String(cString: $0) } ?? "column \(column)"
    }

    private func sort(of column: Int32) -> Int32 {
        unsafe sqlite3_column_type(statement, column)
    }

    private mutating func take() -> Int32 {
        defer { next += 1 }
        return next
    }
}
#endif
