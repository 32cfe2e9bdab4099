import KeyHierarchy

/// What is known of one master key, of either kind.
struct FleetKey {
    /// Which key it is.
    enum Subject {
        case serviceMasterKey
        case masterKey(DatabaseRecord)

        /// The key in words.
        var name: String {
            switch self {
            case .serviceMasterKey: "service master key"
            case .masterKey(let database): "master key of database \(database.name)"
            }
        }
    }

    let subject: Subject
    let fingerprint: KeyFingerprint
    let encryptions: [KeyEncryption]
    let backups: [BackupRecord]
    /// Why it does not open with what the configuration names; `nil` when it does.
    let obstacle: String?
}
