import KeyHierarchy

/// `sys.database_recovery_status`: the identity of each database that outlives its name.
enum DatabaseRecoveryStatusView {
    static let view = CatalogView(
        name: "database_recovery_status",
        columns: [
            ResultColumn("database_id", .int), ResultColumn("database_guid", .uniqueidentifier),
            ResultColumn("family_guid", .uniqueidentifier), ResultColumn("last_log_backup_lsn", SQLType(.decimal)),
            ResultColumn("recovery_fork_guid", .uniqueidentifier),
            ResultColumn("first_recovery_fork_guid", .uniqueidentifier),
            ResultColumn("fork_point_lsn", SQLType(.decimal)),
        ]
    ) { catalog in
        try await catalog.context.databases().map { database in
            [
                .int(Int64(database.id.rawValue)), .uniqueIdentifier(database.family),
                .uniqueIdentifier(database.family), .null, .uniqueIdentifier(database.family), .null, .null,
            ]
        }
    }
}
