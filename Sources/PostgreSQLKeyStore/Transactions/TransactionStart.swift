#if PostgreSQL
import KeyHierarchy

/// How a transaction begins.
enum TransactionStart {
    case read
    case write

    /// Begins it, and sees that the tables are those that this version of the library knows: another host may have brought
    /// them to a newer one since the store was opened.
    func run(on connection: Connection) throws {
        switch self {
        case .read:
            // The first query fixes the state that all of them see.
            connection.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try StoreIdentity.version(on: connection)
        case .write:
            // Each statement sees what was committed before it began. Since the first one waits for every other writer, that
            // is the same state for all.
            connection.begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            try StoreIdentity.version(on: connection, locking: true)
        }
    }
}
#endif
