/// A reason why a key, and with it all that it protects, could be lost.
enum KeyRisk: Hashable, CustomStringConvertible {
    /// It does not open, so that it cannot be backed up either.
    case unreadable(String)
    /// There was never a backup.
    case neverBackedUp
    /// There are backups, and they hold a key that was replaced since.
    case backupOfOlderKey
    /// None of the files that hold the key is where it was written, and whole.
    case backupMissing
    /// No backup was proved to open for that many days.
    case backupNotProved(days: Int)
    /// There is no copy beside the backup, or the copy is all that there is.
    case noCopyElsewhere
    /// One protector opens the key, and no other.
    case onlyOneWayIn

    /// Whether a new backup takes the risk away. The others are for a person.
    var isMendedByBackup: Bool {
        switch self {
        case .neverBackedUp, .backupOfOlderKey, .backupMissing, .backupNotProved, .noCopyElsewhere: true
        case .unreadable, .onlyOneWayIn: false
        }
    }

    /// The risk in words.
    var description: String {
        switch self {
        case .unreadable(let reason): "unreadable: \(reason)"
        case .neverBackedUp: "never backed up"
        case .backupOfOlderKey: "replaced since it was backed up"
        case .backupMissing: "its backups are gone or damaged"
        case .backupNotProved(let days): "no backup was proved to open for \(days) days"
        case .noCopyElsewhere: "no copy elsewhere"
        case .onlyOneWayIn: "only one way in: add a password, or a second key that protects the service master key"
        }
    }
}
