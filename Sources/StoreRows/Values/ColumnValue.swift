package import Foundation
package import KeyHierarchy

/// A value for a column of a store.
package enum ColumnValue: Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    package static func number(_ value: some BinaryInteger) -> ColumnValue {
        .integer(Int64(value))
    }

    package static func flag(_ value: Bool) -> ColumnValue {
        .integer(value ? 1 : 0)
    }

    package static func guid(_ guid: UUID) -> ColumnValue {
        .blob(guid.bytes)
    }

    package static func fingerprint(_ fingerprint: KeyFingerprint) -> ColumnValue {
        .blob(fingerprint.bytes)
    }

    package static func date(_ date: Date) throws -> ColumnValue {
        guard let timestamp = Timestamp(date) else {
            throw HierarchyError(
                .storeFailed, "The time is not between 1970 and 2199, and a key store keeps no other.",
                advice: "Check the clock of this machine.")
        }
        return .integer(timestamp.microseconds)
    }

    /// The result of `make`, or NULL when there is no value.
    package static func optional<Value>(_ value: Value?, _ make: (Value) throws -> ColumnValue) rethrows -> ColumnValue
    {
        try value.map(make) ?? .null
    }

    /// Whether two values are stored alike: texts, byte by byte.
    package static func == (left: ColumnValue, right: ColumnValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }
}

extension ColumnValue {
    /// The number of bytes of a text or of bytes; 0 for others.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/storeFailed`` when there are more than a store takes.
    package func checkedSize() throws -> Int {
        switch self {
        case .null, .integer: 0
        case .text(let text): try Self.check(text.utf8.count, limit: Limits.textSize)
        case .blob(let bytes): try Self.check(bytes.count, limit: Limits.blobSize)
        }
    }

    private static func check(_ count: Int, limit: Int) throws -> Int {
        guard count <= limit else {
            throw HierarchyError(
                .storeFailed, "A value of \(count) bytes is too long for the key store, which takes \(limit).")
        }
        return count
    }
}
