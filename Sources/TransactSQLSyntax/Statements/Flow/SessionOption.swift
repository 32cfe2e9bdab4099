/// What `SET` sets for the session.
@nonexhaustive
public enum SessionOption: Sendable, Hashable {
    /// `SET option, … ON | OFF`, such as `SET XACT_ABORT ON`; the names are in capitals.
    case switches([String], Bool)

    /// `SET IDENTITY_INSERT table ON | OFF`.
    case identityInsert(QualifiedName, Bool)

    /// `SET STATISTICS IO, … ON | OFF`; the names are in capitals.
    case statistics([String], Bool)

    /// `SET TRANSACTION ISOLATION LEVEL …`; the words are in capitals, such as `READ COMMITTED`.
    case isolationLevel(String)

    /// `SET option value`, such as `SET DATEFORMAT dmy`.
    case value(NamedOption)
}
