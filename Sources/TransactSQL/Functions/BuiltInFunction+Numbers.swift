extension BuiltInFunction {
    /// Functions of numbers.
    static let numbers: [String: BuiltInFunction] = [
        "abs": BuiltInFunction(1...1, { number($0[0]) }) { call in
            let type = number(call.type(0))
            let value = try call[0].converted(from: call.type(0) ?? type, to: type)
            guard let order = try SQLValue.order(value, .int(0), types: (type, .int)) else { return .null }
            if order >= 0 { return value }
            return try SQLArithmetic.result(.subtract, .int(0), value, types: (.int, type), result: type)
        },
        "sign": BuiltInFunction(1...1, .int) { call in
            let order = try SQLValue.order(call[0], .int(0), types: (call.type(0), .int))
            return order.map { .int(Int64($0.signum())) } ?? .null
        },
        "floor": rounding(up: false), "ceiling": rounding(up: true),
        "round": BuiltInFunction(2...3, { number($0[0]) }, round),
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

    /// The type of a number that is rounded, or of its size: a number in text counts as `float`.
    private static func number(_ type: SQLType?) -> SQLType {
        guard let type else { return .int }
        return type.isText ? .float : type
    }

    /// `FLOOR` and `CEILING`: a `decimal` loses its places, and money keeps them.
    private static func rounding(up: Bool) -> BuiltInFunction {
        BuiltInFunction(1...1, { whole(number($0[0])) }) { call in
            let type = number(call.type(0))
            switch try call[0].converted(from: call.type(0) ?? type, to: type) {
            case .float(let value): return .float(value.rounded(up ? .up : .down))
            case .decimal(let value):
                guard let value = value.rounded(up: up)?.rescaled(to: whole(type).scale ?? 0) else {
                    throw StatementFailure(8115, "expression", type.messageName).endingBatch
                }
                return .decimal(value)
            case let value: return value
            }
        }
    }

    private static func whole(_ type: SQLType) -> SQLType {
        type.name == .decimal ? .decimal(type.precision ?? 18, 0) : type
    }

    /// `ROUND`, to a place behind the point or, below 0, before it; with a third argument that is not 0 it cuts off.
    private static func round(_ call: BuiltInCall) throws -> SQLValue {
        let type = number(call.type(0))
        let value = try call[0].converted(from: call.type(0) ?? type, to: type)
        guard let place = try call.int(1), !value.isNull else { return .null }
        let truncates = try call.int(2) ?? 0 != 0
        if case .float(let number) = value {
            guard let factor = Double("1e\(min(max(place, -300), 300))") else { return value }
            let scaled = number * factor
            guard scaled.isFinite else { return value }
            return .float(scaled.rounded(truncates ? .towardZero : .toNearestOrAwayFromZero) / factor)
        }
        let exact = try value.converted(from: type, to: type.asDecimal ?? type)
        guard case .decimal(let number) = exact, let rounded = number.rounded(to: place, truncating: truncates) else {
            throw StatementFailure(8115, "expression", type.messageName).endingBatch
        }
        return try SQLValue.decimal(rounded).converted(from: type.asDecimal ?? type, to: type)
    }
}
