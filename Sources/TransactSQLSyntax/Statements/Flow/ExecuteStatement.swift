/// `EXECUTE [@result =] procedure argument, …`, or `EXECUTE ('…')`.
public struct ExecuteStatement: Sendable, Hashable {
    /// What is executed.
    @nonexhaustive
    public enum Target: Sendable, Hashable {
        /// A procedure.
        case procedure(QualifiedName)

        /// A procedure whose name is the value of a variable.
        case procedureVariable(VariableName)

        /// A batch: the value of a string, or of strings and variables put together by `+`.
        case batch(Expression)
    }

    /// An argument of a procedure.
    public struct Argument: Sendable, Hashable {
        /// What is given.
        @nonexhaustive
        public enum Value: Sendable, Hashable {
            /// A constant, a variable or the negative of a number.
            case value(Expression)

            /// A bare word, which stands for itself as a string.
            case word(Identifier)

            /// A variable that the procedure may set: `@variable OUTPUT`.
            case output(VariableName)

            /// `DEFAULT`.
            case byDefault
        }

        /// The parameter's name, where the argument is given by name.
        public var name: VariableName?

        /// What is given.
        public var value: Value

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - name: The parameter's name, where the argument is given by name.
        ///   - value: What is given.
        public init(name: VariableName? = nil, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The variable that is set to what the procedure returns.
    public var result: VariableName?

    /// What is executed.
    public var target: Target

    /// The arguments of a procedure.
    public var arguments: [Argument]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - result: The variable that is set to what the procedure returns.
    ///   - target: What is executed.
    ///   - arguments: The arguments of a procedure.
    public init(result: VariableName? = nil, target: Target, arguments: [Argument] = []) {
        self.result = result
        self.target = target
        self.arguments = arguments
    }
}
