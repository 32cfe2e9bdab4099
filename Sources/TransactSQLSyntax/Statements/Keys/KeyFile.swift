/// The place of a key's backup.
@nonexhaustive
public enum KeyFile: Sendable, Hashable {
    /// `FILE = 'path'`, of the machine on which the server runs.
    case file(StringLiteral)

    /// `URL = 'address'`, of blob storage; SQL Server 2022 and later.
    case url(StringLiteral)
}
