/// A table of a store, for messages: its name, and how many of the first columns of its rows tell them apart.
package enum StoreTable: String {
    case store
    case instance
    case databases
    case keys
    case keyEncryptions = "key_encryptions"
    case backups

    package var keyColumnCount: Int {
        switch self {
        case .store, .instance, .databases: 1
        case .keys, .backups: 3
        case .keyEncryptions: 4
        }
    }
}
