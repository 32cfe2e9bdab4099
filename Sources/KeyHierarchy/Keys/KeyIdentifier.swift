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
        /// A symmetric key.
        case symmetricKey = 4
        /// A certificate; its secret is the private key, which it need not have.
        case certificate = 5
        /// An asymmetric key; its secret is the private key, which it need not have.
        case asymmetricKey = 6
        /// The key that encrypts a database itself, of which a database has one at most.
        case databaseEncryptionKey = 7
        /// The password with which logins of this server reach a linked one.
        case linkedServerLogin = 8
        /// A further version of the key with which a symmetric key seals messages.
        case sealingKey = 9
        /// A linked server, which has no secret of its own.
        case linkedServer = 10

        /// What SQL Server's messages call one of them, such as "symmetric key".
        package var noun: String {
            switch self {
            case .serviceMasterKey: "service master key"
            case .databaseMasterKey: "master key"
            case .credential: "credential"
            case .symmetricKey: "symmetric key"
            case .certificate: "certificate"
            case .asymmetricKey: "asymmetric key"
            case .databaseEncryptionKey: "database encryption key"
            case .linkedServerLogin: "linked server login"
            case .sealingKey: "sealing key"
            case .linkedServer: "linked server"
            }
        }
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
    ///   - number: 102 for the service master key, 101 for a database master key, from 65,536 on for credentials, 1 for a
    ///     database encryption key, from 256 on for the others.
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

    /// The key that encrypts a database itself.
    ///
    /// - Parameter database: The number of the database.
    public static func databaseEncryptionKey(of database: DatabaseIdentifier) -> KeyIdentifier {
        KeyIdentifier(kind: .databaseEncryptionKey, database: database, number: 1)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.database.rawValue, left.kind.rawValue, left.number)
            < (right.database.rawValue, right.kind.rawValue, right.number)
    }
}

extension KeyIdentifier.Kind {
    /// What a person calls a secret, with the database that it is in: "service master key", "master key of database
    /// Sales", "certificate 'Backups' of database Sales".
    ///
    /// The audit and the reports on changes name secrets so: two databases may each have one of the same name.
    ///
    /// - Parameters:
    ///   - name: Its own name; of no meaning for a key of which there is one.
    ///   - database: The name of the database; `nil` for what is the whole server's, such as a linked server.
    package func fullTitle(named name: @autoclosure () throws -> String, in database: String?) rethrows -> String {
        let place = database.map { " of database \($0)" } ?? ""
        switch self {
        case .serviceMasterKey: return noun
        case .databaseMasterKey: return "\(noun)\(place)"
        case .databaseEncryptionKey: return "encryption key\(place)"
        case .credential, .symmetricKey, .certificate, .asymmetricKey, .linkedServerLogin, .sealingKey,
            .linkedServer:
            return "\(noun) '\(try name())'\(place)"
        }
    }
}

extension KeyIdentifier {
    /// What a person calls a secret where its database is known: "service master key", "master key of database Sales",
    /// "certificate 'Backups'".
    ///
    /// - Parameters:
    ///   - name: Its own name.
    ///   - database: The name of the database that it belongs to.
    package func title(
        named name: @autoclosure () throws -> String,
        in database: @autoclosure () throws -> String
    ) rethrows -> String {
        switch kind {
        case .serviceMasterKey, .databaseMasterKey, .databaseEncryptionKey:
            return try kind.fullTitle(named: "", in: database())
        case .credential, .symmetricKey, .certificate, .asymmetricKey, .linkedServerLogin, .sealingKey,
            .linkedServer:
            return try kind.fullTitle(named: name(), in: nil)
        }
    }

    /// What a person calls a secret, with the database that it is in, as ``Kind/fullTitle(named:in:)`` says.
    ///
    /// - Parameters:
    ///   - name: Its own name.
    ///   - database: The name of the database that it belongs to.
    package func fullTitle(
        named name: @autoclosure () throws -> String,
        in database: @autoclosure () throws -> String
    ) rethrows -> String {
        try kind.fullTitle(named: name(), in: isWholeServers ? nil : database())
    }

    /// Whether it is the whole server's, and kept in `master` because it has to be somewhere.
    private var isWholeServers: Bool {
        switch kind {
        case .serviceMasterKey, .linkedServer, .linkedServerLogin: true
        case .credential: database == .master
        case .databaseMasterKey, .symmetricKey, .certificate, .asymmetricKey, .databaseEncryptionKey, .sealingKey: false
        }
    }
}
