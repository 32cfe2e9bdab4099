import Foundation
package import KeyHierarchy

/// A row of a store, taken apart column by column, from left to right.
///
/// Nothing is believed of it: neither the sort of a value, nor its length or range, nor that a text is UTF-8.
package struct StoredRow {
    private let values: any RowValues
    private let table: StoreTable
    /// The store, for messages.
    private let store: String
    private var next = 0

    /// The row that a query is at.
    package init(of values: any RowValues, table: StoreTable, store: String) {
        self.values = values
        self.table = table
        self.store = store
    }

    // MARK: Values

    /// Takes an integer within `range`.
    package mutating func integer<Value: FixedWidthInteger>(
        as type: Value.Type = Value.self,
        in range: ClosedRange<Int64>
    ) throws -> Value {
        guard case .integer(let stored) = unsafe take(), range.contains(stored), let value = Value(exactly: stored)
        else {
            throw damaged("is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
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
    package mutating func bytes(atMost limit: Int) throws -> [UInt8] {
        unsafe Array(try blob(atMost: limit))
    }

    mutating func sealedSecret() throws -> SealedSecret {
        unsafe SealedSecret(try blob(atMost: Limits.sealedSize).bytes)
    }

    /// Takes at most `limit` bytes, which the database keeps until the next value is taken.
    private mutating func blob(atMost limit: Int) throws -> UnsafeRawBufferPointer {
        guard case .bytes(let bytes) = unsafe take(), bytes.count <= limit else {
            throw damaged("is not a value of at most \(limit) bytes")
        }
        return unsafe bytes
    }

    /// Takes a text, of which there may be a copy already: many rows have the same label, and to check and copy it for each
    /// of a hundred thousand takes longer than to compare it.
    package mutating func text(perhaps known: String = "") throws -> String {
        guard case .text(let bytes) = unsafe take() else { throw damaged("is not a text") }
        guard bytes.count <= Limits.textSize else { throw damaged("is longer than \(Limits.textSize) bytes") }
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
        guard case .null = unsafe values.value(of: next) else { return try read(&self) }
        next += 1
        return nil
    }

    /// Takes columns that have no value in a row of this sort. With one, the row would not be found where it belongs.
    mutating func nulls(_ count: Int) throws {
        for _ in 0..<count {
            guard case .null = unsafe take() else { throw damaged("has a value, which such a row does not have") }
        }
    }

    private mutating func take() -> StoredValue {
        defer { next += 1 }
        return unsafe values.value(of: next)
    }

    // MARK: What is wrong

    /// The error that says that the value which was just taken is not what it should be.
    package func damaged(_ problem: String) -> HierarchyError {
        .damaged(store, "\(place) \(problem).")
    }

    /// The error that says that the value which was just taken may be right for a newer version.
    func unknown(_ what: String) -> HierarchyError {
        .unknownValue(store, "\(place) is \(what), which this version does not know.")
    }

    /// Where the value is that was just taken. Of its row, only the numbers are told that tell it from others.
    private var place: String {
        let key = (0..<table.keyColumnCount).map { column in
            let name = values.name(of: column)
            return if case .integer(let number) = unsafe values.value(of: column) { "\(name) \(number)" } else {
                "\(name) ?"
            }
        }
        return "table \(table.rawValue), row \(key.joined(separator: ", ")): \(values.name(of: next - 1))"
    }
}
