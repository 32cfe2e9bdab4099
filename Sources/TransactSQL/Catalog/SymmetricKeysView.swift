import KeyHierarchy

/// `sys.symmetric_keys`: the symmetric keys of the database, its master key, and in `master` the service master key.
enum SymmetricKeysView {
    static let view = CatalogView(
        name: "symmetric_keys",
        columns: [
            ResultColumn("name", .sysname), ResultColumn("principal_id", .int), ResultColumn("symmetric_key_id", .int),
            ResultColumn("key_length", .int), ResultColumn("key_algorithm", .char(2)),
            ResultColumn("algorithm_desc", .nvarchar(60)), ResultColumn("create_date", .datetime),
            ResultColumn("modify_date", .datetime), ResultColumn("key_guid", .uniqueidentifier),
            ResultColumn("key_thumbprint", .sqlVariant), ResultColumn("provider_type", .nvarchar(120)),
            ResultColumn("cryptographic_provider_guid", .uniqueidentifier),
            ResultColumn("cryptographic_provider_algid", .sqlVariant),
        ]
    ) { catalog in
        try await (catalog.masterKeys() + catalog.symmetricKeys()).map { row($0.key) }
    }

    private static func row(_ key: KeyRecord) -> [SQLValue] {
        let algorithm = key.algorithm?.symmetricAlgorithm ?? .aes256
        return [
            .text(name(of: key)), .int(1), .int(Int64(key.id.number)), .int(Int64(algorithm.keySize * 8)),
            .text(algorithm.code.count < 2 ? algorithm.code + " " : algorithm.code),
            // The one name that the view does not write as CREATE SYMMETRIC KEY does.
            .text(algorithm == .tripleDES ? "Triple_DES" : algorithm.name), .dateTime(key.created),
            .dateTime(key.modified), .uniqueIdentifier(key.guid), .null, .null, .null, .null,
        ]
    }

    /// The name: SQL Server's own for a master key, whatever stands in the record.
    static func name(of key: KeyRecord) -> String {
        switch key.id.kind {
        case .serviceMasterKey: KeyRecord.serviceMasterKeyName
        case .databaseMasterKey: KeyRecord.databaseMasterKeyName
        default: key.name
        }
    }
}
