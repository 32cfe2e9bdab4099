public import KeyHierarchy

/// Something that can be lost.
///
/// A label says where a password is kept: everything that is kept in one place is lost together, whichever keys and backups
/// it is for. Passwords that nobody has labelled are taken to be kept apart.
@nonexhaustive
public enum Asset: Hashable, Sendable {
    /// What protects the service master key on its machine, such as the machine key.
    case rootProtector(RootProtectorName)
    /// All passwords with that label.
    case password(label: String)
    /// A password of a key that has no label of its own.
    case keyPassword(KeyEncryption.Identifier)
    /// A password of a backup that has no label of its own, by its identifier, or by the place of a backup whose passwords
    /// are not known.
    case backupPassword(String)
    /// A backup, by its place. Copies of it elsewhere are others.
    case backup(place: String)
    /// A database, with all keys in it. `master` has the service master key, the credentials of the server, and the
    /// certificates under which other databases are encrypted.
    case database(DatabaseIdentifier)
    /// The store itself, with everything in it.
    case store

    /// Whether a label says where a password is kept. The one that it gets when nobody gives one does not.
    static func isPlace(_ label: String) -> Bool {
        !label.isEmpty && label != KeyEncryption.defaultLabel
    }
}

extension Inventory {
    /// What a person calls something that can be lost.
    ///
    /// - Parameter asset: What can be lost.
    public func name(of asset: Asset) -> String {
        switch asset {
        case .rootProtector(let name): "the \(name.rawValue)"
        case .password(let label): "the password '\(label)'"
        case .keyPassword(let id):
            "the password in slot \(id.slot) of the \(fullTitle(of: id.key))"
        case .backupPassword(let name): "the password \(name) of a backup"
        case .backup(let place): "the backup \(place)"
        case .database(let id): "the database \(name(of: id))"
        case .store: "the store"
        }
    }

    /// What a person calls a way into a key.
    ///
    /// - Parameter encryption: The way.
    public func name(of encryption: Encryption) -> String {
        switch encryption.protector {
        case .root(let name): "the \(name.rawValue)"
        case .key(let id): "the \(key(id)?.title ?? "\(id.kind.noun) that is gone")"
        case .password: "the password '\(encryption.label)'"
        }
    }
}
