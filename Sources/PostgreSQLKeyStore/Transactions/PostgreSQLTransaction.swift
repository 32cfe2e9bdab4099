#if PostgreSQL
import KeyHierarchy
import StoreRows

/// One state of a store, for the length of a transaction. A reader's could write too; the server refuses to in it.
struct PostgreSQLTransaction: StatementTransaction {
    let connection: Connection

    var columns: StoreColumns {
        .bounded
    }

    /// The number of its sort is part of the statement and not a value: only so does the planner know which index to take.
    func condition(for protector: Protector) -> ProtectorCondition {
        switch protector {
        case .root(let name):
            ProtectorCondition("protector = 1 AND protector_name = ?", [.text(name.rawValue)])
        case .key(let key):
            ProtectorCondition(
                "protector = 2 AND protector_database_id = ? AND protector_kind = ? AND protector_number = ?",
                key.values)
        case .password:
            ProtectorCondition("protector = 3", [])
        }
    }

    func put(_ instance: InstanceRecord) throws {
        try connection.execute(InstanceRecord.upsert, try instance.values())
        // With the commit, and not without it.
        try connection.execute("SELECT pg_notify(current_schema()::text, ?)", [.text("\(instance.revision)")])
    }

    func put(_ encryptions: [KeyEncryption]) throws {
        var start = encryptions.startIndex
        while start < encryptions.endIndex {
            // A statement takes each row once, and the last one is what stays.
            var ids: Set<KeyEncryption.Identifier> = []
            let end = encryptions[start...].prefix(Self.statementSize).firstIndex { !ids.insert($0.id).inserted }
            let batch = encryptions[start..<(end ?? min(start + Self.statementSize, encryptions.endIndex))]
            let arrays = try EncryptionArrays(batch)
            // Of few, to ask twice takes longer than to write an index.
            let isRenewed =
                try batch.count > Self.fewEncryptions
                && connection.run(EncryptionArrays.renewal, arrays.parameters).changedCount == batch.count
            if !isRenewed { try connection.execute(EncryptionArrays.upsert, arrays.parameters) }
            start = batch.endIndex
        }
    }

    func put(_ backup: BackupRecord) throws {
        // Without ON CONFLICT, since no index has the place in it. No other writer is at work.
        try connection.execute(
            "DELETE FROM backups WHERE database_id = ? AND kind = ? AND number = ? AND place = ?",
            backup.key.values + [.text(backup.place)])
        try connection.execute(
            "INSERT INTO backups (\(BackupRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", try backup.values())
    }

    /// How many encryptions are written at once: at their longest they take a few megabytes.
    private static let statementSize = 1024
    private static let fewEncryptions = 8
}
#endif
