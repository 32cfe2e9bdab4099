import KeyHierarchy

/// `sys.dm_database_encryption_keys`, as far as it can be modelled: no data is encrypted here, so a scan is over as soon as it
/// begins, and the states of one under way do not occur.
enum DatabaseEncryptionKeysView {
    static let view = CatalogView(
        name: "dm_database_encryption_keys",
        columns: [
            ResultColumn("database_id", .int), ResultColumn("encryption_state", .int),
            ResultColumn("create_date", .datetime), ResultColumn("regenerate_date", .datetime),
            ResultColumn("modify_date", .datetime), ResultColumn("set_date", .datetime),
            ResultColumn("opened_date", .datetime), ResultColumn("key_algorithm", .nvarchar(32)),
            ResultColumn("key_length", .int), ResultColumn("encryptor_thumbprint", .varbinary(20)),
            ResultColumn("encryptor_type", .nvarchar(32)), ResultColumn("percent_complete", .real),
            ResultColumn("encryption_state_desc", .nvarchar(32)), ResultColumn("encryption_scan_state", .int),
            ResultColumn("encryption_scan_state_desc", .nvarchar(32)),
            ResultColumn("encryption_scan_modify_date", .datetime),
        ],
        countBefore2019: 12
    ) { catalog in
        let context = catalog.context
        guard try await context.isGranted(.controlServer) else { return [] }
        var rows: [[SQLValue]] = []
        for database in try await context.databases() {
            let key = try await context.translatingErrors {
                try await context.session.databaseEncryptionKey(of: database.name)
            }
            if let key { rows.append(row(key, of: database)) }
        }
        return rows
    }

    private static func row(_ key: DatabaseEncryptionKey, of database: DatabaseRecord) -> [SQLValue] {
        let isEncrypted = key.state == .encrypted
        return [
            .int(Int64(database.id.rawValue)), .int(Int64(key.state.rawValue)), .dateTime(key.created),
            .dateTime(key.regenerated), .dateTime(key.modified), key.set.map { .dateTime($0) } ?? .null,
            .dateTime(key.modified), .text("AES"), .int(Int64(key.algorithm.keySize * 8)),
            .binary(key.certificateThumbprint), .text("CERTIFICATE"), .float(0),
            .text(isEncrypted ? "ENCRYPTED" : "UNENCRYPTED"), .int(isEncrypted ? 4 : 0),
            .text(isEncrypted ? "COMPLETE" : "NONE"), key.set.map { .dateTime($0) } ?? .null,
        ]
    }
}
