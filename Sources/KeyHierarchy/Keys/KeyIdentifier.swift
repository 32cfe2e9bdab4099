/// Which secret of an instance is meant: its kind, its database, and its number there.
///
/// The numbers are SQL Server's: 102 is the service master key, 101 the database master key of a database.
public struct KeyIdentifier: Hashable, Comparable, Sendable {
    /// What sort of secret it is. The raw values are part of the stored format; new sorts may be added.
    @nonexhaustive
    public enum Kind: UInt8, Hashable, Sendable {
        /// The root of the instance, `##MS_ServiceMasterKey##`.
        case serviceMasterKey = 1
        /// The master key of one database, `##MS_DatabaseMasterKey##`.
        case databaseMasterKey = 2
        /// The secret of a credential: of the server in `master`, otherwise scoped to its database.
        case credential = 3
    }

    /// What sort of secret it is.
    public let kind: Kind
    /// The database that the secret belongs to; `master` for what belongs to the whole instance.
    public let database: DatabaseIdentifier
    /// The number of the secret among those of its kind in that database.
    public let number: Int32

    /// Creates an identifier, as a store reads it.
    ///
    /// - Parameters:
    ///   - kind: What sort of secret it is.
    ///   - database: The database that it belongs to; `master` for what belongs to the whole instance.
    ///   - number: 102 for the service master key, 101 for a database master key, from 65,536 on for credentials.
    public init(kind: Kind, database: DatabaseIdentifier, number: Int32) {
        self.kind = kind
        self.database = database
        self.number = number
    }

    /// The service master key of the instance.
    public static let serviceMasterKey = KeyIdentifier(kind: .serviceMasterKey, database: .master, number: 102)

    /// The database master key of a database.
    ///
    /// - Parameter database: The number of the database.
    public static func databaseMasterKey(of database: DatabaseIdentifier) -> KeyIdentifier {
        KeyIdentifier(kind: .databaseMasterKey, database: database, number: 101)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.database.rawValue, left.kind.rawValue, left.number)
            < (right.database.rawValue, right.kind.rawValue, right.number)
    }
}
