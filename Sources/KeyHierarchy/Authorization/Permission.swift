/// What an operation asks for, by SQL Server's names of permissions. New ones may be added: an authorizer should refuse what
/// it does not know.
@nonexhaustive
public enum Permission: Hashable, Sendable, CustomStringConvertible {
    /// Everything on the instance: needed for the service master key.
    case controlServer
    /// To create databases.
    case createAnyDatabase
    /// To create, change and drop the credentials of the server.
    case alterAnyCredential
    /// Everything on one database: needed for its master key.
    case control(DatabaseName)

    /// The permission in the words of `GRANT`.
    public var description: String {
        switch self {
        case .controlServer: "CONTROL SERVER"
        case .createAnyDatabase: "CREATE ANY DATABASE"
        case .alterAnyCredential: "ALTER ANY CREDENTIAL"
        case .control(let database): "CONTROL ON DATABASE::\(database)"
        }
    }
}
