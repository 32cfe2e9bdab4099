import TransactSQLSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Binder {
    /// Resolves an expression.
    func bind(_ expression: Expression) throws -> BoundExpression {
        if let grouping, grouping.expressions.contains(expression) {
            // What rows are grouped by has one value in each group, that of any row.
            var binder = self
            binder.grouping = nil
            return try binder.bind(expression)
        }
        switch expression {
        case .literal(let literal): return try Self.bind(literal)
        case .variable(let name): return try variable(name)
        case .globalVariable(let name): return try globalVariable(name)
        case .column(let name): return try column(name)
        case .call(let call): return try bind(call)
        case .unary(let sign, let operand): return try bind(sign, operand)
        case .binary(let left, let operation, let right): return try bind(left, operation, right)
        case .caseOf(let branches): return try bind(branches)
        case .conversion(let conversion): return try bind(conversion)
        case .subquery(let query): return try scalar(query)
        // Every collation compares as the default one does here.
        case .collate(let operand, _): return try bind(operand)
        }
    }

    private static func bind(_ literal: Literal) throws -> BoundExpression {
        let (type, value): (SQLType?, SQLValue)
        switch literal {
        case .null: (type, value) = (nil, .null)
        case .string(let string):
            let length = max(1, string.value.utf16.count)
            type =
                string.isNational
                ? .nvarchar(length > 4000 ? nil : length) : .varchar(length > 8000 ? nil : length)
            value = .text(string.isNational ? string.value : SQLText.inCodePage(string.value))
        case .integer(let number): (type, value) = (.int, .int(Int64(number)))
        case .decimal(let digits):
            guard let number = SQLDecimal(digits) else { throw StatementFailure(1007, "number", digits).whileBinding }
            (type, value) = (.decimal(number.precision, number.scale), .decimal(number))
        case .money(let digits):
            // A `$` alone is no money at all: `$-5` is 0 less 5.
            guard let number = SQLDecimal(digits.isEmpty ? "0" : digits)?.rescaled(to: 4), number.fits(.money) else {
                throw StatementFailure(8115, "numeric", "money").whileBinding
            }
            (type, value) = (.money, .decimal(number))
        case .float(let digits):
            guard let number = Double(digits), number.isFinite else {
                throw StatementFailure(8115, "float", "float").whileBinding
            }
            (type, value) = (.float, .float(number))
        case .binary(let bytes): (type, value) = (.varbinary(max(1, bytes.count)), .binary(bytes))
        }
        return BoundExpression(type) { _ in value }
    }

    private func variable(_ name: VariableName) throws -> BoundExpression {
        guard let variable = context.variables[name] else { throw StatementFailure(137, name).whileBinding }
        return BoundExpression(variable.type) { [context] _ in context.variables[name]?.value ?? .null }
    }

    private func globalVariable(_ name: String) throws -> BoundExpression {
        guard let variable = GlobalVariable.named(name) else {
            throw NotModelled("\(name)", "The value of this variable is not known here.")
        }
        return BoundExpression(variable.type) { [context] _ in try await variable.value(context) }
    }

    private func bind(_ sign: UnaryOperator, _ operand: Expression) throws -> BoundExpression {
        let operand = try bind(operand)
        switch sign {
        case .plus: return operand
        case .minus:
            var type = try SQLArithmetic.type(.subtract, .int, operand.type)
            // A sign adds no digit.
            if type.isDecimal { type = operand.type ?? type }
            return BoundExpression(type) { scope in
                try SQLArithmetic.result(
                    .subtract, .int(0), try await operand.evaluate(scope), types: (.int, operand.type), result: type)
            }
        case .bitwiseNot:
            let type = try SQLArithmetic.type(.exclusiveOr, operand.type, operand.type)
            return BoundExpression(type) { scope in
                try SQLArithmetic.result(
                    .exclusiveOr, try await operand.evaluate(scope), type == .bit ? .bit(true) : .int(-1),
                    types: (operand.type, type == .bit ? .bit : .int), result: type)
            }
        }
    }

    private func bind(_ left: Expression, _ sign: BinaryOperator, _ right: Expression) throws -> BoundExpression {
        var operands = (try bind(left), try bind(right))
        // A whole number that is written out counts with the digits that it has, not with those that an int may have.
        if operands.1.type?.name == .decimal { operands.0 = Self.narrowed(operands.0, left) }
        if operands.0.type?.name == .decimal { operands.1 = Self.narrowed(operands.1, right) }
        return try combine(operands.0, sign.operation, operands.1)
    }

    private static func narrowed(_ bound: BoundExpression, _ expression: Expression) -> BoundExpression {
        guard case .literal(.integer(let number)) = expression else { return bound }
        return bound.converted(to: .decimal(SQLDecimal(Int64(number)).precision, 0))
    }

    /// Two values under an operator.
    func combine(
        _ left: BoundExpression, _ operation: SQLArithmetic.Operation, _ right: BoundExpression
    ) throws -> BoundExpression {
        let type = try SQLArithmetic.type(operation, left.type, right.type)
        return BoundExpression(type) { scope in
            try SQLArithmetic.result(
                operation, try await left.evaluate(scope), try await right.evaluate(scope),
                types: (left.type, right.type), result: type)
        }
    }

    private func bind(_ expression: CaseExpression) throws -> BoundExpression {
        let (choose, results) = try bind(expression.branches)
        let otherwise = try expression.otherwise.map { try bind($0) }
        let type = SQLType.common(results.map(\.type) + [otherwise?.type])
        let values = results.map { $0.converted(to: type) }
        let last = otherwise?.converted(to: type)
        return BoundExpression(type) { scope in
            guard let index = try await choose(scope) else { return try await last?.evaluate(scope) ?? .null }
            return try await values[index].evaluate(scope)
        }
    }

    /// What says which branch is taken, as an index, and the results of the branches.
    private func bind(
        _ branches: CaseExpression.Branches
    ) throws -> (choose: (RowScope) async throws -> Int?, results: [BoundExpression]) {
        switch branches {
        case .simple(let input, let branches):
            let input = try bind(input)
            let values = try branches.map { try bind($0.value) }
            let results = try branches.map { try bind($0.result) }
            return (
                { scope in
                    let input = try await input.calculated(for: scope)
                    for (index, value) in values.enumerated()
                    where try await Self.compare(input, .equal, value)(scope) == true { return index }
                    return nil
                }, results
            )
        case .searched(let branches):
            let conditions = try branches.map { try bind($0.condition) }
            let results = try branches.map { try bind($0.result) }
            return (
                { scope in
                    for (index, condition) in conditions.enumerated() where try await condition(scope) == true {
                        return index
                    }
                    return nil
                }, results
            )
        }
    }

    private func bind(_ conversion: Conversion) throws -> BoundExpression {
        let value = try bind(conversion.value)
        let target = try SQLType(conversion.type, defaultLength: 30)
        let style = try conversion.style.map { try bind($0).converted(to: .int) }
        return BoundExpression(target) { scope in
            var number = 0
            if let style {
                guard case .int(let given) = try await style.evaluate(scope) else { return .null }
                number = Int(given)
            }
            let value = (try await value.evaluate(scope), value.type ?? target)
            do {
                return try value.0.converted(from: value.1, to: target, style: number)
            } catch let failure as StatementFailure where conversion.isTry && failure.number != 529 {
                return .null
            }
        }
    }

    private func scalar(_ query: Query) throws -> BoundExpression {
        let query = try subquery(query)
        guard let column = query.columns.first, query.columns.count == 1 else {
            throw StatementFailure(116).whileBinding
        }
        return BoundExpression(column.type) { scope in
            let rows = try await query.rows(scope)
            guard rows.count <= 1 else { throw StatementFailure(512) }
            return rows.first?.first ?? .null
        }
    }

    /// A query inside an expression, which sees the columns of the query around.
    func subquery(_ query: Query) throws -> BoundQuery {
        guard refusedAggregate != Self.aggregateOfAggregate else {
            throw StatementFailure(Self.aggregateOfAggregate).whileBinding
        }
        var binder = self
        binder.grouping = nil
        binder.refusedAggregate = nil
        return try binder.bind(query)
    }
}

extension BinaryOperator {
    /// What is calculated.
    var operation: SQLArithmetic.Operation {
        switch self {
        case .multiply: .multiply
        case .divide: .divide
        case .modulo: .modulo
        case .add: .add
        case .subtract: .subtract
        case .bitwiseAnd: .and
        case .bitwiseOr: .or
        case .bitwiseExclusiveOr: .exclusiveOr
        }
    }
}

extension Binder {
    /// The assignment of a value to a variable, as an expression whose value is the variable's new one.
    func assignment(
        _ variable: VariableName, _ assignment: AssignmentOperator, _ expression: Expression
    ) throws -> BoundExpression {
        guard let type = context.variables[variable]?.type else { throw StatementFailure(137, variable).whileBinding }
        var value = try bind(expression)
        if let operation = assignment.operation {
            value = try combine(try self.variable(variable), operation, value)
        }
        let converted = value.converted(to: type)
        return BoundExpression(type) { [context] scope in
            let new = try await converted.evaluate(scope)
            context.variables[variable]?.value = new
            return new
        }
    }
}

extension AssignmentOperator {
    /// What is calculated before the value is assigned; `nil` for `=`.
    var operation: SQLArithmetic.Operation? {
        switch self {
        case .assign: nil
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .modulo: .modulo
        case .bitwiseAnd: .and
        case .bitwiseOr: .or
        case .bitwiseExclusiveOr: .exclusiveOr
        }
    }
}
