extension Printer {
    mutating func write(_ condition: Condition) {
        write(condition, atLeast: 0)
    }

    /// Writes a condition, in parentheses if it binds less tightly than its place demands.
    private mutating func write(_ condition: Condition, atLeast minimum: Int) {
        let isEnclosed = condition.precedence < minimum
        write(isEnclosed ? "(" : "")
        switch condition {
        case .or(let left, let right):
            write(left, atLeast: 0)
            write(" OR ")
            write(right, atLeast: 1)
        case .and(let left, let right):
            write(left, atLeast: 1)
            write(" AND ")
            write(right, atLeast: 2)
        case .not(let operand):
            write("NOT ")
            write(operand, atLeast: 2)
        default:
            write(predicate: condition)
        }
        write(isEnclosed ? ")" : "")
    }

    private mutating func write(predicate: Condition) {
        switch predicate {
        case .comparison(let left, let comparison, let right):
            write(left)
            write(" \(comparison.symbol) ")
            write(right)
        case .quantified(let left, let comparison, let quantifier, let query):
            write(left)
            write(" \(comparison.symbol) \(quantifier == .all ? "ALL" : "ANY") ")
            write(subquery: query)
        case .like(let value, let pattern, let escape, let isNegated):
            write(value)
            write(isNegated ? " NOT LIKE " : " LIKE ")
            write(pattern)
            if let escape {
                write(" ESCAPE ")
                write(escape)
            }
        case .between(let value, let low, let high, let isNegated):
            write(value)
            write(isNegated ? " NOT BETWEEN " : " BETWEEN ")
            write(low)
            write(" AND ")
            write(high)
        case .inList(let value, let values, let isNegated):
            write(value)
            write(isNegated ? " NOT IN (" : " IN (")
            list(values) { $0.write($1) }
            write(")")
        case .inQuery(let value, let query, let isNegated):
            write(value)
            write(isNegated ? " NOT IN " : " IN ")
            write(subquery: query)
        case .isNull(let value, let isNegated):
            write(value)
            write(isNegated ? " IS NOT NULL" : " IS NULL")
        case .exists(let query):
            write("EXISTS ")
            write(subquery: query)
        case .and, .or, .not:
            break
        }
    }
}

extension Condition {
    /// How tightly the outermost operator binds: 0 for `OR`, 1 for `AND`, 2 for `NOT` and 3 for predicates.
    fileprivate var precedence: Int {
        switch self {
        case .or: 0
        case .and: 1
        case .not: 2
        default: 3
        }
    }
}

extension ComparisonOperator {
    fileprivate var symbol: String {
        switch self {
        case .equal: "="
        case .notEqual: "<>"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}
