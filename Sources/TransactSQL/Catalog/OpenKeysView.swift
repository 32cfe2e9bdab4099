import KeyHierarchy

/// `sys.openkeys`: the master keys that this session has opened, of all databases.
enum OpenKeysView {
    static let view = CatalogView(
        name: "openkeys",
        columns: [
            ResultColumn("database_id", .int), ResultColumn("database_name", .sysname), ResultColumn("key_id", .int),
            ResultColumn("key_name", .sysname), ResultColumn("key_guid", .varbinary(16)),
            ResultColumn("opened_date", .datetime), ResultColumn("status", .int),
        ]
    ) { catalog in
        let context = catalog.context
        let open = await context.session.openMasterKeys
        let rows = try await context.read { store in
            try open.compactMap { id -> (DatabaseRecord, KeyRecord?)? in
                guard let database = try store.database(id) else { return nil }
                return (database, try store.key(.databaseMasterKey(of: id)))
            }
        }
        return rows.map { database, key in
            [
                .int(Int64(database.id.rawValue)), .text(database.name.description), .int(101),
                .text(SymmetricKeysView.name(of: .databaseMasterKey(of: database.id))),
                key.map { .binary($0.guid.sqlServerBytes) } ?? .null,
                // A key that was opened by the Swift interface has no time of opening here.
                .dateTime(context.state.opened[database.id] ?? context.now), .int(key == nil ? 0 : 1),
            ]
        }
    }
}
