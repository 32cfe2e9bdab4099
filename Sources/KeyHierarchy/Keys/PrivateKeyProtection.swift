/// What protects the private key of a certificate or asymmetric key: `pvt_key_encryption_type`. New sorts may be added.
@nonexhaustive
public enum PrivateKeyProtection: String, Hashable, Sendable {
    /// There is no private key: `NO_PRIVATE_KEY`.
    case none = "NA"
    /// The master key of the database: `ENCRYPTED_BY_MASTER_KEY`.
    case masterKey = "MK"
    /// A password: `ENCRYPTED_BY_PASSWORD`.
    case password = "PW"

    /// SQL Server's words for it, `pvt_key_encryption_type_desc`.
    public var name: String {
        switch self {
        case .none: "NO_PRIVATE_KEY"
        case .masterKey: "ENCRYPTED_BY_MASTER_KEY"
        case .password: "ENCRYPTED_BY_PASSWORD"
        }
    }

    init(_ encryptions: [KeyEncryption]) {
        switch encryptions.first?.protector {
        case nil: self = .none
        case .password: self = .password
        case .key, .root: self = .masterKey
        }
    }
}
