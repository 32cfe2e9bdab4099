/// A key of an instance by its name, for operations on what protects it. New sorts may be added.
@nonexhaustive
public enum NamedKey: Hashable, Sendable {
    /// The root of the instance.
    case serviceMasterKey
    /// The master key of a database.
    case masterKey(of: DatabaseName)
    /// A symmetric key of a database; not a temporary one.
    case symmetricKey(String, in: DatabaseName)
    /// The private key of a certificate.
    case certificate(String, in: DatabaseName)
    /// The private key of an asymmetric key.
    case asymmetricKey(String, in: DatabaseName)
    /// The key that encrypts a database itself.
    case databaseEncryptionKey(of: DatabaseName)

    /// The database of the key; `nil` for the service master key.
    public var database: DatabaseName? {
        switch self {
        case .serviceMasterKey: nil
        case .masterKey(let database), .databaseEncryptionKey(let database): database
        case .symmetricKey(_, let database), .certificate(_, let database), .asymmetricKey(_, let database): database
        }
    }

    /// What changing the key takes: `ALTER` of it.
    package var permission: Permission {
        switch self {
        case .serviceMasterKey: .controlServer
        case .masterKey(let database), .databaseEncryptionKey(let database): .control(database)
        case .symmetricKey(_, let database): .alterAnySymmetricKey(database)
        case .certificate(_, let database): .alterAnyCertificate(database)
        case .asymmetricKey(_, let database): .alterAnyAsymmetricKey(database)
        }
    }

    /// A symmetric key by the name that an operation is given. One that begins with `#` is a temporary key, in `tempdb`
    /// whatever database is at work.
    package static func symmetricOrTemporaryKey(_ name: String, in database: DatabaseName) -> NamedKey {
        .symmetricKey(name, in: name.hasPrefix("#") ? "tempdb" : database)
    }

    /// Names a certificate or an asymmetric key.
    init(_ pair: KeyPair, in database: DatabaseName) {
        switch pair {
        case .certificate(let name): self = .certificate(name, in: database)
        case .asymmetricKey(let name): self = .asymmetricKey(name, in: database)
        }
    }

    /// Names what a record is about; `nil` for a secret that is no key, or part of another one.
    init?(_ record: KeyRecord, in database: DatabaseName) {
        switch record.id.kind {
        case .serviceMasterKey: self = .serviceMasterKey
        case .databaseMasterKey: self = .masterKey(of: database)
        case .symmetricKey: self = .symmetricKey(record.name, in: database)
        case .certificate: self = .certificate(record.name, in: database)
        case .asymmetricKey: self = .asymmetricKey(record.name, in: database)
        case .databaseEncryptionKey: self = .databaseEncryptionKey(of: database)
        case .credential, .linkedServerLogin, .sealingKey, .linkedServer: return nil
        }
    }
}

extension NamedKey: CustomStringConvertible {
    /// Such as "master key of database Sales".
    public var description: String {
        let (kind, name): (KeyIdentifier.Kind, String) =
            switch self {
            case .serviceMasterKey: (.serviceMasterKey, "")
            case .masterKey: (.databaseMasterKey, "")
            case .symmetricKey(let name, _): (.symmetricKey, name)
            case .certificate(let name, _): (.certificate, name)
            case .asymmetricKey(let name, _): (.asymmetricKey, name)
            case .databaseEncryptionKey: (.databaseEncryptionKey, "")
            }
        return kind.fullTitle(named: name, in: database?.description)
    }
}
