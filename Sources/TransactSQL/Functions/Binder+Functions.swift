import TransactSQLSyntax

extension Binder {
    /// Resolves a call of a function.
    func bind(_ call: FunctionCall) throws -> BoundExpression {
        let name = call.name.name.text
        if let first = BuiltInFunction.firstVersions[name.lowercased()], context.version < first {
            throw StatementFailure(195, call.name.name, "built-in function name").whileBinding
        }
        guard call.name.qualifiers.isEmpty else {
            // Functions of one's own have a schema; there are none here.
            throw StatementFailure(4121, Self.text(of: call.name)).whileBinding
        }
        if let aggregate = Aggregate(call.name), !(call.arguments == .values([])) {
            return try bind(aggregate, call)
        }
        if let function = DatePartFunction(name: name) { return try bind(function, call) }
        guard let function = BuiltInFunction.named(name) else {
            if BuiltInFunction.unmodelled.contains(name.lowercased()) { throw NotModelled(name.uppercased(), nil) }
            throw StatementFailure(195, call.name.name, "built-in function name").whileBinding
        }
        let arguments: [BoundExpression]
        switch call.arguments {
        case .values(let values): arguments = try values.map { try bind($0) }
        case .none: arguments = []
        case .all, .distinct: throw StatementFailure(102, "*").whileBinding
        }
        guard function.arity.contains(arguments.count) else {
            if function.arity.count == 1 {
                throw StatementFailure(174, name.lowercased(), function.arity.lowerBound).whileBinding
            }
            throw StatementFailure(189, name.lowercased(), function.arity.lowerBound, function.arity.upperBound)
                .whileBinding
        }
        let types = arguments.map(\.type)
        for (index, kind) in function.messages where index < types.count && !kind.takes(types[index]) {
            throw StatementFailure(8116, types[index]?.name.rawValue ?? "", index + 1, name.lowercased()).whileBinding
        }
        return BoundExpression(function.type(types)) { [context] scope in
            var values: [SQLValue] = []
            for argument in arguments { values.append(try await argument.evaluate(scope)) }
            return try await function.value(BuiltInCall(arguments: values, types: types, context: context)).bounded()
        }
    }
}
