#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SQLValue {
    /// How two values are ordered: below 0, 0 or above 0; `nil` when either is `NULL`.
    ///
    /// - Parameters:
    ///   - left: A value.
    ///   - right: Another one.
    ///   - types: Their types; `nil` for the literal `NULL`.
    /// - Throws: ``StatementFailure`` when one cannot be converted to the type of the other.
    static func order(_ left: SQLValue, _ right: SQLValue, types: (SQLType?, SQLType?)) throws -> Int? {
        guard !left.isNull, !right.isNull else { return nil }
        // A declared length says nothing about what is compared.
        var common = SQLType.common([types.0, types.1])
        if common.isText || common.isBinary { common.length = nil }
        let left = try left.converted(from: types.0 ?? common, to: common)
        let right = try right.converted(from: types.1 ?? common, to: common)
        return left.order(ofSameKind: right)
    }

    /// How two values of one kind are ordered; values of different kinds, as `sql_variant` may hold, by their text.
    private func order(ofSameKind other: SQLValue) -> Int {
        switch (self, other) {
        case (.bit(let left), .bit(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.int(let left), .int(let right)): Self.order(left, right)
        case (.decimal(let left), .decimal(let right)): Self.order(left, right)
        case (.float(let left), .float(let right)): Self.order(left, right)
        case (.date(let left), .date(let right)), (.dateTime(let left), .dateTime(let right)): Self.order(left, right)
        case (.text(let left), .text(let right)): Self.order(SQLText.folded(left), SQLText.folded(right))
        case (.binary(let left), .binary(let right)): Self.order(left, right)
        case (.uniqueIdentifier(let left), .uniqueIdentifier(let right)):
            left.sortKey.lexicographicallyPrecedes(right.sortKey) ? -1 : left == right ? 0 : 1
        default: Self.order(SQLText.folded(description), SQLText.folded(other.description))
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// Zeros at the end make no difference between binary values.
    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
        for index in 0..<max(left.count, right.count) {
            let bytes = (index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
            if bytes.0 != bytes.1 { return bytes.0 < bytes.1 ? -1 : 1 }
        }
        return 0
    }

    /// What is equal for values that `DISTINCT`, `UNION` and `GROUP BY` take for one; `NULL` is one of them.
    var groupingKey: SQLValue {
        switch self {
        case .text(let text): .text(SQLText.folded(text))
        case .binary(let bytes):
            .binary(Array(bytes.prefix((bytes.lastIndex { $0 != 0 } ?? -1) + 1)))
        default: self
        }
    }
}
