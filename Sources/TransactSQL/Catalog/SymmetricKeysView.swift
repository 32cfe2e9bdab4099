import KeyHierarchy

/// `sys.symmetric_keys`: the master key of the database, and in `master` the service master key.
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
        try await catalog.masterKeys().map { row($0.key) }
    }

    private static func row(_ key: KeyRecord) -> [SQLValue] {
        let isAES = key.algorithm != .tripleDES
        return [
            .text(name(of: key.id)), .int(1), .int(Int64(number(of: key.id))),
            .int(Int64((key.algorithm?.keySize ?? 32) * 8)), .text(isAES ? "A3" : "D3"),
            .text(isAES ? "AES_256" : "Triple_DES"), .dateTime(key.created), .dateTime(key.modified),
            .uniqueIdentifier(key.guid), .null, .null, .null, .null,
        ]
    }

    /// `symmetric_key_id`: 101 for a database master key, 102 for the service master key.
    static func number(of key: KeyIdentifier) -> Int {
        key == .serviceMasterKey ? 102 : 101
    }

    /// The name that SQL Server gives a master key.
    static func name(of key: KeyIdentifier) -> String {
        key == .serviceMasterKey ? "##MS_ServiceMasterKey##" : "##MS_DatabaseMasterKey##"
    }
}
