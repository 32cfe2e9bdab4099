#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The operators of Transact-SQL that calculate.
enum SQLArithmetic {
    /// An operator between two values.
    enum Operation: String {
        case add, subtract, multiply, divide, modulo
        case and = "'&'"
        case or = "'|'"
        case exclusiveOr = "'^'"

        var isBitwise: Bool { self == .and || self == .or || self == .exclusiveOr }
    }

    /// The type of the result.
    static func type(_ operation: Operation, _ left: SQLType?, _ right: SQLType?) throws -> SQLType {
        let common = SQLType.common([left, right])
        if operation == .add, common.isText || common.isBinary {
            guard left?.isBinary != true || right?.isText != true, left?.isText != true || right?.isBinary != true
            else {
                throw StatementFailure(402, name(left), name(right), "add").whileBinding
            }
            var type = common
            type.length = (left?.length).flatMap { one in (right?.length).map { one + $0 } }
            return type
        }
        // A number in text meets a number as that number's type; two texts do not meet at all.
        if common.isText || common.isBinary {
            guard operation.isBitwise && common.isBinary else {
                throw StatementFailure(8117, common.name.rawValue, operation.rawValue).whileBinding
            }
            return .int
        }
        switch common.name {
        case .date: throw StatementFailure(206, "date", name(left?.name == .date ? right : left)).whileBinding
        case .uniqueidentifier, .sqlVariant:
            throw StatementFailure(8117, common.name.rawValue, operation.rawValue).whileBinding
        case .bit where operation.isBitwise: return common
        case .bit, .tinyint, .smallint: return .int
        case .float, .real, .decimal, .money:
            guard !operation.isBitwise else {
                throw StatementFailure(402, name(left), name(right), operation.rawValue).whileBinding
            }
            guard common.name == .decimal else { return common }
            return .decimal(operation, operand(left, of: common), operand(right, of: common))
        default: return common
        }
    }

    private static func name(_ type: SQLType?) -> String { (type ?? .int).name.rawValue }

    /// The type that an operand has while it is calculated with: a decimal number keeps its own digits, and all others
    /// become what both have in common.
    private static func operand(_ type: SQLType?, of common: SQLType) -> SQLType {
        common.name == .decimal ? type?.asDecimal ?? common : common
    }

    /// The result, of the type that ``type(_:_:_:)`` gives; `NULL` when a value is.
    static func result(
        _ operation: Operation, _ left: SQLValue, _ right: SQLValue, types: (SQLType?, SQLType?), result: SQLType
    ) throws -> SQLValue {
        guard !left.isNull, !right.isNull else { return .null }
        var common = result.name == .decimal ? SQLType.common([types.0, types.1]) : result
        if common.isText || common.isBinary { common.length = nil }
        if result.isDate {
            return try shifted(operation, left, right, types: types)
        }
        let left = try left.converted(from: types.0 ?? result, to: operand(types.0, of: common))
        let right = try right.converted(from: types.1 ?? result, to: operand(types.1, of: common))
        switch (left, right) {
        case (.text(let left), .text(let right)):
            let sum = try SQLValue.text(left + right).bounded()
            guard let most = result.mostCharacters, case .text(let text) = sum else { return sum }
            return .text(SQLText.prefix(text, most))
        case (.binary(let left), .binary(let right)):
            return try SQLValue.binary(Array((left + right).prefix(result.mostCharacters ?? .max))).bounded()
        case (.int(let left), .int(let right)): return .int(try calculate(operation, left, right, result))
        case (.bit(let left), .bit(let right)):
            return .bit(try calculate(operation, left ? 1 : 0, right ? 1 : 0, .int) != 0)
        case (.decimal(let left), .decimal(let right)): return .decimal(try calculate(operation, left, right, result))
        case (.float(let left), .float(let right)): return .float(try calculate(operation, left, right))
        default: throw StatementFailure(8117, result.name.rawValue, operation.rawValue)
        }
    }

    /// A date and days.
    private static func shifted(
        _ operation: Operation, _ left: SQLValue, _ right: SQLValue, types: (SQLType?, SQLType?)
    ) throws -> SQLValue {
        guard case .dateTime(let date) = left, operation == .add || operation == .subtract,
            case .float(let days) = try right.converted(from: types.1 ?? .int, to: .float), abs(days) < 4e6
        else { throw StatementFailure(8117, "datetime", operation.rawValue) }
        let sum = date.addingTimeInterval((operation == .add ? days : -days) * 86_400)
        guard sum >= firstDate, sum < endOfDates else {
            throw StatementFailure(8115, "expression", "datetime").endingBatch
        }
        return .dateTime(sum)
    }

    /// The beginning of 1753, from which on there are dates of type `datetime`, and that of 10000, before which they end.
    private static let (firstDate, endOfDates) = (
        Date(timeIntervalSince1970: -6_847_804_800), Date(timeIntervalSince1970: 253_402_300_800)
    )

    private static func calculate(
        _ operation: Operation, _ left: Int64, _ right: Int64, _ type: SQLType
    ) throws -> Int64 {
        let (value, overflows): (Int64, Bool)
        switch operation {
        case .add: (value, overflows) = left.addingReportingOverflow(right)
        case .subtract: (value, overflows) = left.subtractingReportingOverflow(right)
        case .multiply: (value, overflows) = left.multipliedReportingOverflow(by: right)
        case .divide, .modulo:
            guard right != 0 else { throw StatementFailure(8134) }
            (value, overflows) =
                operation == .divide
                ? left.dividedReportingOverflow(by: right) : left.remainderReportingOverflow(dividingBy: right)
        case .and: (value, overflows) = (left & right, false)
        case .or: (value, overflows) = (left | right, false)
        case .exclusiveOr: (value, overflows) = (left ^ right, false)
        }
        guard !overflows, type.integerRange.contains(value) else {
            throw StatementFailure(8115, "expression", type.name.rawValue).endingBatch
        }
        return value
    }

    private static func calculate(
        _ operation: Operation, _ left: SQLDecimal, _ right: SQLDecimal, _ type: SQLType
    ) throws -> SQLDecimal {
        guard let value = try SQLDecimal.result(operation, left, right, scale: type.scale ?? 0), value.fits(type) else {
            throw StatementFailure(8115, "expression", type.messageName).endingBatch
        }
        return value
    }

    private static func calculate(_ operation: Operation, _ left: Double, _ right: Double) throws -> Double {
        let value: Double
        switch operation {
        case .add: value = left + right
        case .subtract: value = left - right
        case .multiply: value = left * right
        case .divide:
            guard right != 0 else { throw StatementFailure(8134) }
            value = left / right
        default: throw StatementFailure(8117, "float", operation.rawValue)
        }
        guard value.isFinite else { throw StatementFailure(8115, "expression", "float").endingBatch }
        return value
    }
}
