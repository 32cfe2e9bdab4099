/// `sys.dm_database_encryption_keys`. No database encryption key can be created here yet: the view is empty.
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
        ]
    ) { _ in [] }
}
