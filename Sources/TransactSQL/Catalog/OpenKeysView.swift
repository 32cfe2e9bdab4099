import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `sys.openkeys`: the keys that this session has opened, of all databases, those among them that are no longer there.
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
        let dropped = context.state.droppedWhileOpen
        return try await context.read { store in
            let rows = try open.compactMap { id -> [SQLValue]? in
                guard let database = try store.database(id.database) else { return nil }
                let key =
                    try temporary.first { $0.id == id }.map { ($0.name, $0.guid) }
                    ?? store.key(id).map { (SymmetricKeysView.name(of: $0), $0.guid) }
                // A key that was opened by the Swift interface has no time of opening here.
                return row(id, of: database, key, opened: opened[id] ?? now, isInMetadata: key != nil)
            }
            return try rows
                + dropped.compactMap { key in
                    try store.database(key.id.database).map {
                        row(key.id, of: $0, (key.name, key.guid), opened: key.opened, isInMetadata: false)
                    }
                }
        }
    }

    private static func row(
        _ id: KeyIdentifier, of database: DatabaseRecord, _ key: (name: String, guid: UUID)?, opened: Date,
        isInMetadata: Bool
    ) -> [SQLValue] {
        [
            .int(Int64(database.id.rawValue)), .text(database.name.description), .int(Int64(id.number)),
            key.map { .text($0.name) } ?? .null, key.map { .binary($0.guid.sqlServerBytes) } ?? .null,
            .dateTime(opened), .int(isInMetadata ? 1 : 0),
        ]
    }
}
