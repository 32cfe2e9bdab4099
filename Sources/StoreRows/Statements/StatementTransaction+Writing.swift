package import KeyHierarchy

extension StatementTransaction {
    package func put(_ instance: InstanceRecord) throws {
        try connection.execute(InstanceRecord.upsert, try instance.values())
    }

    package func put(_ database: DatabaseRecord) throws {
        let namesake = try connection.rows(
            "SELECT id FROM databases WHERE folded_name = ?", [.text(database.name.stored)], of: .databases
        ) { try $0.integer(as: Int32.self, in: Limits.numbers) }.first
        if let namesake, namesake != database.id.rawValue {
            throw HierarchyError(.databaseExists, "There is a database named '\(database.name)' already.")
        }
        try connection.execute(DatabaseRecord.upsert, try database.values())
    }

    package func removeDatabase(_ id: DatabaseIdentifier) throws {
        // Its keys, their encryptions and what is known of their backups go with it: ON DELETE CASCADE.
        try connection.execute("DELETE FROM databases WHERE id = ?", [.number(id.rawValue)])
    }

    package func put(_ key: KeyRecord) throws {
        try connection.execute(KeyRecord.upsert, try key.values())
    }

    package func removeKey(_ id: KeyIdentifier) throws {
        try connection.execute("DELETE FROM keys WHERE database_id = ? AND kind = ? AND number = ?", id.values)
    }

    package func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        try connection.execute(
            "DELETE FROM key_encryptions WHERE database_id = ? AND kind = ? AND number = ? AND slot = ?", id.values)
    }

    package func put(_ backup: BackupRecord) throws {
        try connection.execute(BackupRecord.upsert, try backup.values())
    }
}
