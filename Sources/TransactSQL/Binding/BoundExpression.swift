/// An expression whose names are resolved.
struct BoundExpression {
    /// The type of its values; `nil` for the literal `NULL`, which is of any.
    var type: SQLType?
    /// Its value for a row.
    var evaluate: (RowScope) async throws -> SQLValue

    init(_ type: SQLType?, _ evaluate: @escaping (RowScope) async throws -> SQLValue) {
        self.type = type
        self.evaluate = evaluate
    }

    /// The same value as one of another type.
    func converted(to target: SQLType) -> BoundExpression {
        guard let type, type != target else { return BoundExpression(target, evaluate) }
        return BoundExpression(target) { try await evaluate($0).converted(from: type, to: target) }
    }

    /// The expression with its value for a row, which is not calculated again however often it is asked for.
    ///
    /// What is compared several times needs that: it may be a `CASE` that holds another one, and the time would double with
    /// each of them.
    func calculated(for scope: RowScope) async throws -> BoundExpression {
        let value = try await evaluate(scope)
        return BoundExpression(type) { _ in value }
    }
}

/// A condition whose names are resolved: true, false, or `nil` for unknown.
typealias BoundCondition = (RowScope) async throws -> Bool?
