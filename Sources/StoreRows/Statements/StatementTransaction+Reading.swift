package import KeyHierarchy

extension StatementTransaction {
    package func instance() throws -> InstanceRecord? {
        try connection.rows("SELECT \(columns.instance) FROM instance", of: .instance, as: InstanceRecord.init).first
    }

    package func database(_ id: DatabaseIdentifier) throws -> DatabaseRecord? {
        try connection.rows(
            "SELECT \(columns.database) FROM databases WHERE id = ?", [.number(id.rawValue)], of: .databases,
            as: DatabaseRecord.init
        ).first
    }

    package func database(named name: DatabaseName) throws -> DatabaseRecord? {
        try connection.rows(
            "SELECT \(columns.database) FROM databases WHERE folded_name = ?", [.text(name.stored)], of: .databases
        ) { row in
            let record = try DatabaseRecord(&row)
            // The form that is searched by is not the name: somebody could have given one database the other's.
            guard record.name == name else {
                throw row.damaged("does not belong to the database, which was found by another name")
            }
            return record
        }.first
    }

    package func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord] {
        try connection.rows(
            "SELECT \(columns.database) FROM databases WHERE id > ? ORDER BY id LIMIT ?",
            [.number(last?.rawValue ?? 0), .number(max(0, limit))], of: .databases, as: DatabaseRecord.init)
    }

    package func key(_ id: KeyIdentifier) throws -> KeyRecord? {
        try connection.rows(
            "SELECT \(columns.key) FROM keys WHERE database_id = ? AND kind = ? AND number = ?", id.values, of: .keys,
            as: KeyRecord.init
        ).first
    }

    package func keys(in database: DatabaseIdentifier) throws -> [KeyRecord] {
        try connection.rows(
            "SELECT \(columns.key) FROM keys WHERE database_id = ? ORDER BY kind, number",
            [.number(database.rawValue)], of: .keys, as: KeyRecord.init)
    }

    package func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption] {
        try connection.rows(
            """
            SELECT \(columns.encryption) FROM key_encryptions
            WHERE database_id = ? AND kind = ? AND number = ? ORDER BY slot
            """,
            key.values, of: .keyEncryptions, as: KeyEncryption.init)
    }

    package func encryptionCount(under protector: Protector) throws -> Int {
        let condition = condition(for: protector)
        let count = try connection.integer(
            "SELECT count(*) FROM key_encryptions WHERE \(condition.sql)", condition.values)
        guard let count else { throw HierarchyError.damaged(connection.store, "a count is not a number.") }
        return Int(count)
    }

    package func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws {
        let condition = condition(for: protector)
        // Below every number that a row can have.
        var last = [ColumnValue](repeating: .number(Int64.min), count: 4)
        var label = ""
        while true {
            // A query for every batch, which goes on where the last one ended: `body` may change the rows, and a query
            // that is still running would see some of that, or not.
            var batch = try connection.rows(
                """
                SELECT \(columns.encryptionButProtector) FROM key_encryptions
                WHERE \(condition.sql) AND (database_id, kind, number, slot) > (?, ?, ?, ?)
                ORDER BY database_id, kind, number, slot LIMIT ?
                """,
                condition.values + last + [.number(max(1, batchSize))], of: .keyEncryptions
            ) { row in
                let encryption = try KeyEncryption(&row, under: protector, perhaps: label)
                label = encryption.label
                return encryption
            }
            guard let end = batch.last?.id.values else { return }
            try body(&batch)
            last = end
        }
    }

    package func backups(of key: KeyIdentifier) throws -> [BackupRecord] {
        try connection.rows(
            """
            SELECT \(columns.backup) FROM backups
            WHERE database_id = ? AND kind = ? AND number = ? ORDER BY verified DESC, place
            """,
            key.values, of: .backups, as: BackupRecord.init)
    }

    package func backups(in database: DatabaseIdentifier) throws -> [BackupRecord] {
        try connection.rows(
            """
            SELECT \(columns.backup) FROM backups
            WHERE database_id = ? ORDER BY kind, number, verified DESC, place
            """,
            [.number(database.rawValue)], of: .backups, as: BackupRecord.init)
    }
}
