#if PostgreSQL
import KeyHierarchy
import StoreRows

// A reader's transaction has this conformance too; the server refuses to write in it.
extension PostgreSQLTransaction: KeyStoreWriter {
    func put(_ instance: InstanceRecord) throws {
        try connection.run(InstanceRecord.upsert, try instance.values())
        // With the commit, and not without it.
        try connection.run("SELECT pg_notify(current_schema()::text, ?)", [.text("\(instance.revision)")])
    }

    func put(_ database: DatabaseRecord) throws {
        let namesake = try connection.row(
            "SELECT id FROM databases WHERE folded_name = ?", [.text(database.name.stored)], of: .databases
        ) { try $0.integer(as: Int32.self, in: Limits.numbers) }
        if let namesake, namesake != database.id.rawValue {
            throw HierarchyError(.databaseExists, "There is a database named '\(database.name)' already.")
        }
        try connection.run(DatabaseRecord.upsert, try database.values())
    }

    func removeDatabase(_ id: DatabaseIdentifier) throws {
        // Its keys, their encryptions and what is known of their backups go with it: ON DELETE CASCADE.
        try connection.run("DELETE FROM databases WHERE id = ?", [.number(id.rawValue)])
    }

    func put(_ key: KeyRecord) throws {
        try connection.run(KeyRecord.upsert, try key.values())
    }

    func removeKey(_ id: KeyIdentifier) throws {
        try connection.run("DELETE FROM keys WHERE database_id = ? AND kind = ? AND number = ?", id.values)
    }

    func put(_ encryptions: [KeyEncryption]) throws {
        var start = encryptions.startIndex
        while start < encryptions.endIndex {
            // A statement takes each row once, and the last one is what stays.
            var ids: Set<KeyEncryption.Identifier> = []
            let end = encryptions[start...].prefix(Self.statementSize).firstIndex { !ids.insert($0.id).inserted }
            let batch = encryptions[start..<(end ?? min(start + Self.statementSize, encryptions.endIndex))]
            let arrays = try EncryptionArrays(batch)
            if try connection.run(EncryptionArrays.renewal, arrays.parameters).changedCount < batch.count {
                try connection.run(EncryptionArrays.upsert, arrays.parameters)
            }
            start = batch.endIndex
        }
    }

    func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        try connection.run(
            "DELETE FROM key_encryptions WHERE database_id = ? AND kind = ? AND number = ? AND slot = ?", id.values)
    }

    func put(_ backup: BackupRecord) throws {
        // Without ON CONFLICT, since no index has the place in it. No other writer is at work.
        let values = try backup.values()
        let key = backup.key.values + [.text(backup.place)]
        try connection.run(
            "DELETE FROM backups WHERE database_id = ? AND kind = ? AND number = ? AND place = ?", key)
        try connection.run(
            "INSERT INTO backups (\(BackupRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    }

    /// How many encryptions are written at once: at their longest they take a few megabytes.
    private static let statementSize = 1024
}
#endif
