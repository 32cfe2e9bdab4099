import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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
        var firstSet: Date?
        for database in try await context.databases() {
            let key = try await context.translatingErrors {
                try await context.session.databaseEncryptionKey(of: database.name)
            }
            guard let key else { continue }
            rows.append(row(key, of: database))
            if key.state == .encrypted, let set = key.set { firstSet = min(firstSet ?? set, set) }
        }
        return (firstSet.map { [tempdb(encryptedAt: $0)] } ?? []) + rows
    }

    /// The row of `tempdb`, which is encrypted with the first database that is.
    ///
    /// Its key is the server's own, and is under no certificate. Servers were seen to call its encryptor an asymmetric key
    /// whose thumbprint is empty.
    private static func tempdb(encryptedAt date: Date) -> [SQLValue] {
        let date = SQLValue.dateTime(date)
        return [
            .int(Int64(DatabaseIdentifier.tempdb.rawValue)),
            .int(Int64(DatabaseEncryptionKey.State.encrypted.rawValue)), date, date, date, date, date, .text("AES"),
            .int(256), .binary([]), .text("ASYMMETRIC KEY"), .float(0), .text("ENCRYPTED"), .int(4), .text("COMPLETE"),
            date,
        ]
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
