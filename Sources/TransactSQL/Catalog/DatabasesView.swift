import KeyHierarchy

/// `sys.databases`: the columns that key scripts ask for.
enum DatabasesView {
    /// The collation of a server that was set up in English, by whose rules names and texts compare here.
    static let collation = "SQL_Latin1_General_CP1_CI_AS"

    static let view = CatalogView(
        name: "databases",
        columns: [
            ResultColumn("name", .sysname), ResultColumn("database_id", .int),
            ResultColumn("source_database_id", .int), ResultColumn("owner_sid", .varbinary(85)),
            ResultColumn("create_date", .datetime), ResultColumn("compatibility_level", .tinyint),
            ResultColumn("collation_name", .sysname), ResultColumn("user_access", .tinyint),
            ResultColumn("user_access_desc", .nvarchar(60)), ResultColumn("is_read_only", .bit),
            ResultColumn("state", .tinyint), ResultColumn("state_desc", .nvarchar(60)),
            ResultColumn("recovery_model", .tinyint), ResultColumn("recovery_model_desc", .nvarchar(60)),
            ResultColumn("is_trustworthy_on", .bit), ResultColumn("is_db_chaining_on", .bit),
            ResultColumn("is_master_key_encrypted_by_server", .bit), ResultColumn("is_encrypted", .bit),
            ResultColumn("is_in_standby", .bit), ResultColumn("is_auto_close_on", .bit),
            ResultColumn("is_distributor", .bit), ResultColumn("replica_id", .uniqueidentifier),
            ResultColumn("group_database_id", .uniqueidentifier), ResultColumn("containment", .tinyint),
            ResultColumn("containment_desc", .nvarchar(60)),
        ]
    ) { catalog in
        let context = catalog.context
        let level = Int64(context.compatibilityLevel)
        return try await context.read { store in
            var databases: [(record: DatabaseRecord, isMasterKeyByServer: Bool, isEncrypted: Bool)] = []
            try store.forEachDatabase { database in
                let encryptions = try store.encryptions(of: .databaseMasterKey(of: database.id))
                let isByServer = encryptions.contains { $0.protector == .key(.serviceMasterKey) }
                let key = try store.key(.databaseEncryptionKey(of: database.id))
                databases.append((database, isByServer, try key?.encryptsDatabase ?? false))
            }
            let isTempdbEncrypted = databases.contains { $0.isEncrypted }
            return databases.map { database in
                row(
                    database.record, level, isMasterKeyByServer: database.isMasterKeyByServer,
                    isEncrypted: database.record.id == .tempdb ? isTempdbEncrypted : database.isEncrypted)
            }
        }
    }

    private static func row(_ database: DatabaseRecord, _ level: Int64, isMasterKeyByServer: Bool, isEncrypted: Bool)
        -> [SQLValue]
    {
        let isSimple = isInSimpleRecovery(database)
        return [
            .text(database.name.description), .int(Int64(database.id.rawValue)), .null, .binary([0x01]),
            .dateTime(database.created), .int(level), .text(collation), .int(0), .text("MULTI_USER"), .bit(false),
            .int(0), .text("ONLINE"), .int(isSimple ? 3 : 1), .text(isSimple ? "SIMPLE" : "FULL"), .bit(false),
            .bit(database.id.isSystem && database.id.rawValue != 3), .bit(isMasterKeyByServer), .bit(isEncrypted),
            .bit(false), .bit(false), .bit(false), .null, .null, .int(0), .text("NONE"),
        ]
    }

    /// tempdb and master are in simple recovery, as a server sets them up.
    static func isInSimpleRecovery(_ database: DatabaseRecord) -> Bool {
        database.id.rawValue <= 2
    }
}
