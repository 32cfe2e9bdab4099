/// `CASE … WHEN … THEN … ELSE … END`.
public struct CaseExpression: Sendable, Hashable {
    /// The branches, of either form.
    @nonexhaustive
    public enum Branches: Sendable, Hashable {
        /// `CASE input WHEN value THEN result …`: the first branch whose value equals the input.
        case simple(input: Expression, [SimpleBranch])

        /// `CASE WHEN condition THEN result …`: the first branch whose condition is true.
        case searched([SearchedBranch])
    }

    /// `WHEN value THEN result`.
    public struct SimpleBranch: Sendable, Hashable {
        /// What the input is compared with.
        public var value: Expression

        /// The value of the expression when they are equal.
        public var result: Expression

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - value: What the input is compared with.
        ///   - result: The value of the expression when they are equal.
        public init(value: Expression, result: Expression) {
            self.value = value
            self.result = result
        }
    }

    /// `WHEN condition THEN result`.
    public struct SearchedBranch: Sendable, Hashable {
        /// The condition.
        public var condition: Condition

        /// The value of the expression when the condition is true.
        public var result: Expression

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - condition: The condition.
        ///   - result: The value of the expression when the condition is true.
        public init(condition: Condition, result: Expression) {
            self.condition = condition
            self.result = result
        }
    }

    /// The branches, at least one.
    public var branches: Branches

    /// The value when no branch is taken; without one it is `NULL`.
    public var otherwise: Expression?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - branches: The branches, at least one.
    ///   - otherwise: The value when no branch is taken.
    public init(branches: Branches, otherwise: Expression? = nil) {
        self.branches = branches
        self.otherwise = otherwise
    }
}
