import KeyHierarchy

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
}
