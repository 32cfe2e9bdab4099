/// Something that has a value.
///
/// What is true, false or unknown is a ``Condition``, a separate thing in Transact-SQL: a condition has no value, and a value
/// is no condition. Parentheses are not kept; the printer puts them where precedence demands.
@nonexhaustive
public enum Expression: Sendable, Hashable {
    /// A constant.
    case literal(Literal)

    /// A variable, such as `@name`.
    case variable(VariableName)

    /// A system function that is written like a variable, such as `@@ERROR`; the text has both `@`.
    case globalVariable(String)

    /// A column, by a name of one to four parts.
    case column(QualifiedName)

    /// A call of a function.
    indirect case call(FunctionCall)

    /// An operator before its operand.
    indirect case unary(UnaryOperator, Expression)

    /// An operator between its operands.
    indirect case binary(Expression, BinaryOperator, Expression)

    /// `CASE … END`.
    indirect case caseOf(CaseExpression)

    /// `CAST(… AS …)`, `CONVERT(…, …)` and their `TRY_` forms.
    indirect case conversion(Conversion)

    /// A query in parentheses whose one column of at most one row is the value.
    indirect case subquery(Query)

    /// `… COLLATE name`.
    indirect case collate(Expression, Identifier)
}

/// An operator with one operand.
public enum UnaryOperator: UInt8, Sendable, Hashable {
    /// `+`.
    case plus

    /// `-`.
    case minus

    /// `~`, every bit inverted.
    case bitwiseNot
}

/// An operator with two operands whose result is a value.
@nonexhaustive
public enum BinaryOperator: UInt8, Sendable, Hashable {
    /// `*`.
    case multiply

    /// `/`.
    case divide

    /// `%`.
    case modulo

    /// `+`, addition or concatenation.
    case add

    /// `-`.
    case subtract

    /// `&`.
    case bitwiseAnd

    /// `^`.
    case bitwiseExclusiveOr

    /// `|`.
    case bitwiseOr
}
