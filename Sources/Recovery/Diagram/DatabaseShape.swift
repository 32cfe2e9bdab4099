import KeyHierarchy

/// What has to be equal for databases to be shown as one: the same protectors, the same kinds of keys under them, and the same
/// state of their backups. The number of keys of a kind, and their names, may differ.
struct DatabaseShape: Hashable {
    let isEncrypted: Bool
    let masterKey: KeyShape?
    let branches: Set<KeyShape>
}

/// What has to be equal for keys to be shown as one.
struct KeyShape: Hashable {
    let kind: KeyIdentifier.Kind
    let ways: [WayShape]
    let depth: Int
    let isReachable: Bool
    /// `nil` where nothing is asked for.
    let shortfalls: [Shortfall.Kind]?
    let hasBackup: Bool
    let hasOutdatedBackup: Bool
}

/// What has to be equal for ways into keys to be shown as one.
struct WayShape: Hashable {
    enum Opener: Hashable {
        case root(RootProtectorName)
        /// A key of the same database.
        case key(KeyIdentifier.Kind)
        /// A key of another one.
        case foreignKey(KeyIdentifier.Kind, DatabaseIdentifier)
        /// A password, by its label; `nil` without one.
        case password(String?)
    }

    let opener: Opener
    let isProved: Bool
    let isWeak: Bool
}
