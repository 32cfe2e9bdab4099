/// An operator that gives a variable or a column its value.
@nonexhaustive
public enum AssignmentOperator: UInt8, Sendable, Hashable {
    /// `=`.
    case assign

    /// `+=`.
    case add

    /// `-=`.
    case subtract

    /// `*=`.
    case multiply

    /// `/=`.
    case divide

    /// `%=`.
    case modulo

    /// `&=`.
    case bitwiseAnd

    /// `^=`.
    case bitwiseExclusiveOr

    /// `|=`.
    case bitwiseOr
}
