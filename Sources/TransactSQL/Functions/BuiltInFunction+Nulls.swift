import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BuiltInFunction {
    /// Functions that deal with `NULL` and with choices.
    static let nulls: [String: BuiltInFunction] = [
        "isnull": BuiltInFunction(2...2, { $0[0] ?? $0[1] ?? .int }) { call in
            guard call[0].isNull else { return call[0] }
            // The second value takes the type of the first one, length and all.
            return try call[1].converted(from: call.type(1) ?? .int, to: call.type(0) ?? call.type(1) ?? .int)
        },
        "coalesce": BuiltInFunction(2...254, { SQLType.common($0) }) { call in
            guard let index = call.arguments.firstIndex(where: { !$0.isNull }) else { return .null }
            return try call[index].converted(from: call.type(index) ?? .int, to: SQLType.common(call.types))
        },
        "nullif": BuiltInFunction(2...2, { $0[0] ?? .int }) { call in
            let order = try SQLValue.order(call[0], call[1], types: (call.type(0), call.type(1)))
            return order == 0 ? .null : call[0]
        },
        "choose": BuiltInFunction(2...254, { SQLType.common(Array($0.dropFirst())) }) { call in
            guard let index = try call.int(0), (1..<call.arguments.count).contains(index) else { return .null }
            return try call[index].converted(
                from: call.type(index) ?? .int, to: SQLType.common(Array(call.types.dropFirst())))
        },
        "isnumeric": BuiltInFunction(1...1, .int) { call in
            switch call[0] {
            case .int, .decimal, .float: return .int(1)
            case .text(let text): return .int(NumberText.isFloat(text.trimmed) && Double(text.trimmed) != nil ? 1 : 0)
            default: return .int(0)
            }
        },
        "isdate": BuiltInFunction(1...1, .int) { call in
            guard let text = try call.text(0), !text.isEmpty else { return .int(0) }
            return .int(DateText.date(text) == nil ? 0 : 1)
        },
        "newid": BuiltInFunction(0...0, .uniqueidentifier) { call in
            .uniqueIdentifier(try call.context.hierarchy.options.random.uuid())
        },
    ]

    /// The clock of the instance, whose local time is UTC.
    static let dates: [String: BuiltInFunction] = [
        "getdate": clock(.datetime), "getutcdate": clock(.datetime), "current_timestamp": clock(.datetime),
        "sysdatetime": clock(SQLType(.datetime2)), "sysutcdatetime": clock(SQLType(.datetime2)),
        "sysdatetimeoffset": clock(SQLType(.datetime2)),
        "year": part { $0.year }, "month": part { $0.month }, "day": part { $0.day },
    ]

    private static func clock(_ type: SQLType) -> BuiltInFunction {
        BuiltInFunction(0...0, type) { .dateTime($0.context.now) }
    }

    private static func part(_ part: @escaping @Sendable (CivilTime) -> Int) -> BuiltInFunction {
        BuiltInFunction(1...1, .int) { call in
            let value = try call[0].converted(from: call.type(0) ?? .datetime, to: .datetime)
            guard case .dateTime(let date) = value else { return .null }
            return .int(Int64(part(CivilTime(date))))
        }
    }

    /// Functions of numbers.
    static let numbers: [String: BuiltInFunction] = [
        "abs": BuiltInFunction(1...1, { absolute($0[0]) }) { call in
            let type = absolute(call.type(0))
            let value = try call[0].converted(from: call.type(0) ?? type, to: type)
            guard let order = try SQLValue.order(value, .int(0), types: (type, .int)) else { return .null }
            if order >= 0 { return value }
            return try SQLArithmetic.result(.subtract, .int(0), value, types: (.int, type), result: type)
        },
        "sign": BuiltInFunction(1...1, .int) { call in
            let order = try SQLValue.order(call[0], .int(0), types: (call.type(0), .int))
            return order.map { .int(Int64($0.signum())) } ?? .null
        },
        "floor": rounding(.down), "ceiling": rounding(.up),
        "str": BuiltInFunction(1...3, .varchar(8000)) { call in
            let value = try call[0].converted(from: call.type(0) ?? .float, to: .float)
            guard case .float(let number) = value, abs(number) < 1e15 else { return .null }
            let length = try call.int(1) ?? 10
            let places = min(max(try call.int(2) ?? 0, 0), 16)
            guard (1...8000).contains(length) else { return .null }
            let text = FixedPoint.text(of: number, places: places)
            if text.count > length { return .text(String(repeating: "*", count: length)) }
            return .text(String(repeating: " ", count: length - text.count) + text)
        },
    ]

    /// The type of `ABS`: a number in text counts as `float`.
    private static func absolute(_ type: SQLType?) -> SQLType {
        guard let type else { return .int }
        return type.isText ? .float : type
    }

    private static func rounding(_ rule: FloatingPointRoundingRule) -> BuiltInFunction {
        BuiltInFunction(1...1, { $0[0]?.isInteger == true ? $0[0] ?? .int : .float }) { call in
            guard call.type(0)?.isInteger != true else { return call[0] }
            let value = try call[0].converted(from: call.type(0) ?? .float, to: .float)
            guard case .float(let number) = value else { return .null }
            return .float(number.rounded(rule))
        }
    }
}
