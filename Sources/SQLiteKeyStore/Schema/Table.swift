#if SQLite
/// A table of a store, for messages: its name, and how many of the first columns of its rows tell them apart.
enum Table: String {
    case instance
    case databases
    case keys
    case keyEncryptions = "key_encryptions"
    case backups

    var keyColumnCount: Int32 {
        switch self {
        case .instance, .databases: 1
        case .keys, .backups: 3
        case .keyEncryptions: 4
        }
    }
}
#endif
