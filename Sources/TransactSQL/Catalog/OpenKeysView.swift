import KeyHierarchy

/// `sys.openkeys`: the keys that this session has opened, of all databases.
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
        let open = await context.session.openKeyIdentifiers
        let temporary = try await context.session.temporarySymmetricKeys()
        let opened = context.state.opened
        let now = context.now
        return try await context.read { store in
            try open.compactMap { id -> [SQLValue]? in
                guard let database = try store.database(id.database) else { return nil }
                let key =
                    try temporary.first { $0.id == id }.map { ($0.name, $0.guid) }
                    ?? store.key(id).map { (SymmetricKeysView.name(of: $0), $0.guid) }
                // A key that was opened by the Swift interface has no time of opening here.
                return [
                    .int(Int64(database.id.rawValue)), .text(database.name.description), .int(Int64(id.number)),
                    key.map { .text($0.0) } ?? .null, key.map { .binary($0.1.sqlServerBytes) } ?? .null,
                    .dateTime(opened[id] ?? now), .int(key == nil ? 0 : 1),
                ]
            }
        }
    }
}
