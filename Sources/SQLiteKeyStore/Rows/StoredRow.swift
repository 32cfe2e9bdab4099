#if SQLite
import Foundation
import GRDB
import KeyHierarchy

/// A row of a store, taken apart column by column, from left to right.
///
/// Nothing is believed of it: GRDB's own conversions end the process when a value is not what was expected, so only the
/// plain storage is taken from GRDB. Texts must be selected as blobs, because SQLite neither checks that they are valid
/// UTF-8 nor that they end where they say.
struct StoredRow {
    private let row: Row
    private let table: Table
    private let path: String
    private var next = 0

    init(_ row: Row, of table: Table, path: String) {
        self.row = row
        self.table = table
        self.path = path
    }

    // MARK: Plain values

    /// Takes an integer within `range`.
    mutating func integer<Value: FixedWidthInteger>(
        as type: Value.Type = Value.self,
        in range: ClosedRange<Int64>
    ) throws -> Value {
        guard case .int64(let stored) = take(), range.contains(stored), let value = Value(exactly: stored) else {
            throw damaged("is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Takes a number from 1 to 255 that stands for something a later version may know more of.
    mutating func code() throws -> UInt8 {
        try integer(in: 1...255)
    }

    mutating func boolean() throws -> Bool {
        try integer(as: Int64.self, in: 0...1) == 1
    }

    mutating func date() throws -> Date {
        Timestamp(microseconds: try integer(in: Limits.timestamps)).date
    }

    /// Takes at most `limit` bytes.
    mutating func bytes(atMost limit: Int) throws -> [UInt8] {
        guard case .blob(let data) = take(), data.count <= limit else {
            throw damaged("is not a value of at most \(limit) bytes")
        }
        return Array(data)
    }

    mutating func text() throws -> String {
        guard let text = String(validating: try bytes(atMost: Limits.textSize), as: UTF8.self) else {
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
        let value: DatabaseValue = row[next]
        guard value.isNull else { return try read(&self) }
        next += 1
        return nil
    }

    /// Takes columns that have no value in a row of this sort. With one, the row would not be found where it belongs.
    mutating func nulls(_ count: Int) throws {
        for _ in 0..<count {
            guard case .null = take() else { throw damaged("has a value, which such a row does not have") }
        }
    }

    // MARK: What is wrong

    /// The error that says that the value which was just taken is not what it should be.
    func damaged(_ problem: String) -> HierarchyError {
        .damaged(path, "\(column) \(problem).")
    }

    /// The error that says that the value which was just taken may be right for a newer version.
    func unknown(_ what: String) -> HierarchyError {
        .unknownValue(path, "\(column) is \(what), which this version does not know.")
    }

    /// Where the value is that was just taken. Only the numbers that tell rows apart are told of its row.
    private var column: String {
        let key = zip(row.columnNames, row.databaseValues).prefix(table.keyColumnCount).map { name, value in
            guard case .int64(let number) = value.storage else { return "\(name) ?" }
            return "\(name) \(number)"
        }
        let names = Array(row.columnNames)
        return "table \(table.rawValue), row \(key.joined(separator: ", ")): \(names[max(0, next - 1)])"
    }

    private mutating func take() -> DatabaseValue.Storage {
        defer { next += 1 }
        let value: DatabaseValue = row[next]
        return value.storage
    }
}
#endif
