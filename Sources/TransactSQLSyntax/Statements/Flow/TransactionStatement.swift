/// `BEGIN`, `COMMIT`, `ROLLBACK` or `SAVE TRANSACTION`.
@nonexhaustive
public enum TransactionStatement: Sendable, Hashable {
    /// `BEGIN TRANSACTION [name]`.
    case begin(NameOrVariable?)

    /// `COMMIT [TRANSACTION [name]]`.
    case commit(NameOrVariable?)

    /// `ROLLBACK [TRANSACTION [name]]`; the name may be that of a savepoint.
    case rollBack(NameOrVariable?)

    /// `SAVE TRANSACTION name`.
    case save(NameOrVariable)
}
