import TransactSQLSyntax

extension Binder {
    /// Resolves a condition. Its value is `nil` when it is unknown, because a `NULL` takes part.
    func bind(_ condition: Condition) throws -> BoundCondition {
        switch condition {
        case .and(let left, let right):
            let (left, right) = (try bind(left), try bind(right))
            return { scope in
                let first = try await left(scope)
                if first == false { return false }
                let second = try await right(scope)
                return second == false ? false : first == true && second == true ? true : nil
            }
        case .or(let left, let right):
            let (left, right) = (try bind(left), try bind(right))
            return { scope in
                let first = try await left(scope)
                if first == true { return true }
                let second = try await right(scope)
                return second == true ? true : first == false && second == false ? false : nil
            }
        case .not(let condition):
            let condition = try bind(condition)
            return { try await condition($0).map { !$0 } }
        case .comparison(let left, let comparison, let right):
            return Self.compare(try bind(left), comparison, try bind(right))
        case .quantified(let value, let comparison, let quantifier, let query):
            return try bind(value, comparison, quantifier, query)
        case .like(let value, let pattern, let escape, let isNegated):
            return try like(value, pattern: pattern, escape: escape, isNegated: isNegated)
        case .between(let value, let low, let high, let isNegated):
            let (value, low, high) = (try bind(value), try bind(low), try bind(high))
            return Self.negating(isNegated) { scope in
                let value = try await value.calculated(for: scope)
                let isAbove = try await Self.compare(value, .greaterOrEqual, low)(scope)
                if isAbove == false { return false }
                let isBelow = try await Self.compare(value, .lessOrEqual, high)(scope)
                return isBelow == false ? false : isAbove == true && isBelow == true ? true : nil
            }
        case .inList(let value, let list, let isNegated):
            let value = try bind(value)
            let items = try list.map { try bind($0) }
            return Self.negating(isNegated) { scope in
                let value = try await value.calculated(for: scope)
                var isUnknown = false
                for item in items {
                    guard let isEqual = try await Self.compare(value, .equal, item)(scope) else {
                        isUnknown = true
                        continue
                    }
                    if isEqual { return true }
                }
                return isUnknown ? nil : false
            }
        case .inQuery(let value, let query, let isNegated):
            return Self.negating(isNegated, try bind(value, .equal, .any, query))
        case .isNull(let value, let isNegated):
            let value = try bind(value)
            return { try await value.evaluate($0).isNull != isNegated }
        case .exists(let query):
            let query = try subquery(query)
            return { try await !query.rows($0).isEmpty }
        }
    }

    private static func negating(_ isNegated: Bool, _ condition: @escaping BoundCondition) -> BoundCondition {
        isNegated ? { try await condition($0).map { !$0 } } : condition
    }

    /// A comparison of two values.
    static func compare(
        _ left: BoundExpression, _ comparison: ComparisonOperator, _ right: BoundExpression
    ) -> BoundCondition {
        { scope in
            let order = try SQLValue.order(
                try await left.evaluate(scope), try await right.evaluate(scope), types: (left.type, right.type))
            return order.map { comparison.holds($0) }
        }
    }

    private func bind(
        _ value: Expression, _ comparison: ComparisonOperator, _ quantifier: Quantifier, _ query: Query
    ) throws -> BoundCondition {
        let value = try bind(value)
        let query = try subquery(query)
        guard let column = query.columns.first, query.columns.count == 1 else {
            throw StatementFailure(116).whileBinding
        }
        return { scope in
            let left = try await value.evaluate(scope)
            var isUnknown = false
            for row in try await query.rows(scope) {
                guard let right = row.first,
                    let order = try SQLValue.order(left, right, types: (value.type, column.type))
                else {
                    isUnknown = true
                    continue
                }
                if comparison.holds(order) != (quantifier == .all) { return quantifier == .any }
            }
            return isUnknown ? nil : quantifier == .all
        }
    }

    private func like(
        _ value: Expression, pattern: Expression, escape: Expression?, isNegated: Bool
    ) throws -> BoundCondition {
        let value = try text(value)
        let pattern = try text(pattern)
        let escape = try escape.map { try text($0) }
        return Self.negating(isNegated) { scope in
            guard case .text(let value) = try await value.evaluate(scope),
                case .text(let pattern) = try await pattern.evaluate(scope)
            else { return nil }
            var character: UInt16?
            if let escape {
                guard case .text(let given) = try await escape.evaluate(scope) else { return nil }
                character = given.utf16.first
            }
            return try LikePattern(pattern, escape: character).matches(value)
        }
    }

    /// An expression as text of any length.
    private func text(_ expression: Expression) throws -> BoundExpression {
        try bind(expression).converted(to: .nvarchar(nil))
    }
}

extension ComparisonOperator {
    /// Whether the comparison holds for values in that order.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}
