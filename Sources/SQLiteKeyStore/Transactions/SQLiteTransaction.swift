#if SQLite
import KeyHierarchy
import StoreRows

/// One state of a store, for the length of a transaction. A reader's could write too; its connection refuses to.
struct SQLiteTransaction: StatementTransaction {
    let connection: StoreConnection
    let columns: StoreColumns

    /// - Parameter version: The version of the tables.
    init(connection: StoreConnection, version: Int64) {
        self.connection = connection
        columns = StoreColumns(inVersion: version)
    }

    func condition(for protector: Protector) -> ProtectorCondition {
        ProtectorCondition(Protector.condition, protector.values)
    }

    func put(_ encryptions: [KeyEncryption]) throws {
        let renew = try connection.repeatedly(KeyEncryption.renewal)
        for encryption in encryptions {
            if try renew(encryption.renewalValues()) == 0 {
                try connection.execute(KeyEncryption.upsert, encryption.values())
            }
        }
    }
}
#endif
