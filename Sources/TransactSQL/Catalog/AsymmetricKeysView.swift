/// `sys.asymmetric_keys`. No asymmetric key can be created here yet: the view is empty.
enum AsymmetricKeysView {
    static let view = CatalogView(
        name: "asymmetric_keys",
        columns: [
            ResultColumn("name", .sysname), ResultColumn("principal_id", .int),
            ResultColumn("asymmetric_key_id", .int), ResultColumn("pvt_key_encryption_type", .char(2)),
            ResultColumn("pvt_key_encryption_type_desc", .nvarchar(60)), ResultColumn("thumbprint", .varbinary(32)),
            ResultColumn("algorithm", .char(2)), ResultColumn("algorithm_desc", .nvarchar(60)),
            ResultColumn("key_length", .int), ResultColumn("sid", .varbinary(85)),
            ResultColumn("string_sid", .nvarchar(128)), ResultColumn("public_key", .varbinary(nil)),
            ResultColumn("attested_by", .nvarchar(260)), ResultColumn("provider_type", .nvarchar(120)),
            ResultColumn("cryptographic_provider_guid", .uniqueidentifier),
            ResultColumn("cryptographic_provider_algid", .sqlVariant),
        ]
    ) { _ in [] }
}
