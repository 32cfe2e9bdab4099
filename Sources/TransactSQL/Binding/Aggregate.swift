import TransactSQLSyntax

/// A function of all rows of a group.
enum Aggregate: String {
    case count, countBig = "count_big", min, max, sum, avg
    case stringAggregate = "string_agg"

    init?(_ name: QualifiedName) {
        guard name.qualifiers.isEmpty else { return nil }
        self.init(rawValue: name.name.text.lowercased())
    }

    /// Whether an expression has an aggregate of its own query: those in subqueries are theirs.
    static func isUsed(in expression: Expression) -> Bool {
        switch expression {
        case .literal, .variable, .globalVariable, .column, .subquery: false
        case .call(let call):
            Aggregate(call.name) != nil || arguments(call).contains(where: isUsed)
        case .unary(_, let operand), .collate(let operand, _): isUsed(in: operand)
        case .binary(let left, _, let right): isUsed(in: left) || isUsed(in: right)
        case .conversion(let conversion): isUsed(in: conversion.value)
        case .caseOf(let branches): isUsed(in: branches)
        }
    }

    private static func arguments(_ call: FunctionCall) -> [Expression] {
        switch call.arguments {
        case .values(let values): values
        case .distinct(let value): [value]
        case .all, .none: []
        }
    }

    private static func isUsed(in expression: CaseExpression) -> Bool {
        var parts = expression.otherwise.map { [$0] } ?? []
        var conditions: [Condition] = []
        switch expression.branches {
        case .simple(let input, let branches): parts += [input] + branches.flatMap { [$0.value, $0.result] }
        case .searched(let branches):
            parts += branches.map(\.result)
            conditions = branches.map(\.condition)
        }
        return parts.contains(where: isUsed) || conditions.contains(where: isUsed)
    }

    private static func isUsed(in condition: Condition) -> Bool {
        switch condition {
        case .and(let left, let right), .or(let left, let right): isUsed(in: left) || isUsed(in: right)
        case .not(let condition): isUsed(in: condition)
        case .comparison(let left, _, let right): isUsed(in: left) || isUsed(in: right)
        case .like(let value, let pattern, _, _): isUsed(in: value) || isUsed(in: pattern)
        case .between(let value, let low, let high, _): [value, low, high].contains(where: isUsed)
        case .inList(let value, let list, _): isUsed(in: value) || list.contains(where: isUsed)
        case .quantified(let value, _, _, _), .inQuery(let value, _, _), .isNull(let value, _): isUsed(in: value)
        case .exists: false
        }
    }
}

extension Binder {
    /// Resolves a call of an aggregate.
    func bind(_ aggregate: Aggregate, _ call: FunctionCall) throws -> BoundExpression {
        if let refusedAggregate { throw StatementFailure(refusedAggregate).whileBinding }
        // Inside its argument every column may be used, and neither another aggregate nor a query.
        var inner = refusingAggregates(Self.aggregateOfAggregate)
        inner.grouping = nil
        let isDistinct: Bool
        let arguments: [BoundExpression]
        switch call.arguments {
        case .all where aggregate == .count || aggregate == .countBig: (isDistinct, arguments) = (false, [])
        case .values(let values) where values.count == (aggregate == .stringAggregate ? 2 : 1):
            (isDistinct, arguments) = (false, try values.map { try inner.bind($0) })
        case .distinct(let value): (isDistinct, arguments) = (true, [try inner.bind(value)])
        default: throw StatementFailure(174, call.name.name, 1).whileBinding
        }
        let type = Self.type(aggregate, arguments.first?.type)
        return BoundExpression(type) { scope in
            // Outside queries there is one row, without columns.
            let rows = scope.group ?? [scope]
            guard let argument = arguments.first else { return .int(Int64(rows.count)) }
            var values: [SQLValue] = []
            for row in rows {
                let value = try await argument.evaluate(row)
                if !value.isNull { values.append(value) }
            }
            if isDistinct { values = Self.distinct(values.map { [$0] }).compactMap(\.first) }
            var separator = ""
            if arguments.count == 2, let row = rows.first {
                separator = try await arguments[1].evaluate(row).description
            }
            return try Self.value(aggregate, values, argument.type ?? .int, type, separator: separator)
        }
    }

    /// The error of an aggregate, or of a query, in the argument of an aggregate.
    static let aggregateOfAggregate = 130

    private static func type(_ aggregate: Aggregate, _ argument: SQLType?) -> SQLType {
        switch aggregate {
        case .count: .int
        case .countBig: .bigint
        case .min, .max: argument ?? .int
        case .sum, .avg:
            switch argument?.name {
            case nil, .tinyint?, .smallint?: .int
            case .decimal?: .decimal(SQLDecimal.mostDigits, max(argument?.scale ?? 0, aggregate == .avg ? 6 : 0))
            case _?: argument ?? .int
            }
        case .stringAggregate: .nvarchar(4000)
        }
    }

    private static func value(
        _ aggregate: Aggregate, _ values: [SQLValue], _ argument: SQLType, _ type: SQLType, separator: String
    ) throws -> SQLValue {
        switch aggregate {
        case .count, .countBig: return .int(Int64(values.count))
        case .min, .max:
            return try values.dropFirst().reduce(values.first ?? .null) { best, value in
                let order = try SQLValue.order(value, best, types: (argument, argument)) ?? 0
                return (aggregate == .min ? order < 0 : order > 0) ? value : best
            }
        case .sum, .avg:
            guard let first = values.first else { return .null }
            let sum = try values.dropFirst().reduce(first) { sum, value in
                try SQLArithmetic.result(.add, sum, value, types: (type, argument), result: type)
            }
            guard aggregate == .avg else { return try sum.converted(from: argument, to: type) }
            return try SQLArithmetic.result(
                .divide, sum, .int(Int64(values.count)), types: (type, .int), result: type)
        case .stringAggregate:
            guard !values.isEmpty else { return .null }
            return try SQLValue.joining(values.lazy.map(\.description), separator: separator)
        }
    }
}
