import TransactSQLSyntax

/// A function whose first argument is the name of a part of a date, and no value.
enum DatePartFunction: String {
    case add = "dateadd"
    case difference = "datediff"
    case bigDifference = "datediff_big"
    case part = "datepart"
    case name = "datename"

    /// The function of that name, whatever its case.
    init?(name: String) {
        self.init(rawValue: name.lowercased())
    }

    fileprivate var argumentCount: Int {
        switch self {
        case .add, .difference, .bigDifference: 3
        case .part, .name: 2
        }
    }
}

extension Binder {
    /// Resolves a call of a function that takes the name of a part of a date.
    func bind(_ function: DatePartFunction, _ call: FunctionCall) throws -> BoundExpression {
        guard case .values(let values) = call.arguments, values.count == function.argumentCount,
            let first = values.first
        else { throw StatementFailure(174, function.rawValue, function.argumentCount).whileBinding }
        guard case .column(let name) = first, name.qualifiers.isEmpty else {
            throw StatementFailure(1023, 1, function.rawValue).whileBinding
        }
        guard let part = DatePart(name: name.name.text) else {
            throw StatementFailure(155, name.name, function.rawValue).whileBinding
        }
        let arguments = try values.dropFirst().map { try bind($0) }
        switch function {
        case .add: return try add(part, arguments[0], to: arguments[1])
        case .difference: return Self.difference(part, arguments, .int, function)
        case .bigDifference: return Self.difference(part, arguments, .bigint, function)
        case .part: return Self.part(.int, arguments[0]) { .int(Int64(part.value(in: $0))) }
        case .name: return Self.part(.nvarchar(30), arguments[0]) { .text(part.name(in: $0)) }
        }
    }

    private func add(
        _ part: DatePart, _ count: BoundExpression, to date: BoundExpression
    ) throws -> BoundExpression {
        // A text counts as a datetime; all others keep their type.
        let type = date.type.flatMap { $0.isDate ? $0 : nil } ?? .datetime
        guard type.name != .date || !part.isTime else {
            throw StatementFailure(9810, part.rawValue, "dateadd", type.name.rawValue).whileBinding
        }
        let (count, date) = (count.converted(to: .bigint), date.converted(to: type))
        return BoundExpression(type) { scope in
            let number = try await count.evaluate(scope)
            guard case .int(let number) = number, let time = try await date.evaluate(scope).civilTime else {
                return .null
            }
            guard let sum = part.adding(Int(number), to: time).flatMap({ SQLValue($0, type) }) else {
                throw StatementFailure(517, type.name.rawValue)
            }
            return sum
        }
    }

    private static func difference(
        _ part: DatePart, _ dates: [BoundExpression], _ type: SQLType, _ function: DatePartFunction
    ) -> BoundExpression {
        let dates = dates.map { $0.converted(to: SQLType(.datetime2)) }
        return BoundExpression(type) { scope in
            guard let start = try await dates[0].evaluate(scope).civilTime,
                let end = try await dates[1].evaluate(scope).civilTime
            else { return .null }
            guard let count = part.boundaries(from: start, to: end), type.integerRange.contains(Int64(count)) else {
                throw StatementFailure(535, function.rawValue, function.rawValue)
            }
            return .int(Int64(count))
        }
    }

    private static func part(
        _ type: SQLType, _ date: BoundExpression, _ value: @escaping (CivilTime) -> SQLValue
    ) -> BoundExpression {
        let date = date.converted(to: SQLType(.datetime2))
        return BoundExpression(type) { try await date.evaluate($0).civilTime.map(value) ?? .null }
    }
}
