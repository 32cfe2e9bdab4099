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
    /// To create, change, open and drop the symmetric keys of a database.
    case alterAnySymmetricKey(DatabaseName)
    /// To create, change, use and drop the certificates of a database.
    case alterAnyCertificate(DatabaseName)
    /// To create, change, use and drop the asymmetric keys of a database.
    case alterAnyAsymmetricKey(DatabaseName)

    /// The permission in the words of `GRANT`.
    public var description: String {
        switch self {
        case .controlServer: "CONTROL SERVER"
        case .createAnyDatabase: "CREATE ANY DATABASE"
        case .alterAnyCredential: "ALTER ANY CREDENTIAL"
        case .control(let database): "CONTROL ON DATABASE::\(database)"
        case .alterAnySymmetricKey(let database): "ALTER ANY SYMMETRIC KEY ON DATABASE::\(database)"
        case .alterAnyCertificate(let database): "ALTER ANY CERTIFICATE ON DATABASE::\(database)"
        case .alterAnyAsymmetricKey(let database): "ALTER ANY ASYMMETRIC KEY ON DATABASE::\(database)"
        }
    }

    /// The permission on the whole database that implies this one, if there is such a one.
    package var implyingControl: Permission? {
        switch self {
        case .alterAnySymmetricKey(let database), .alterAnyCertificate(let database),
            .alterAnyAsymmetricKey(let database):
            .control(database)
        default: nil
        }
    }
}
