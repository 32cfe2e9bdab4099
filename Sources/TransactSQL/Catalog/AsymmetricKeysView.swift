import KeyHierarchy

/// `sys.asymmetric_keys`.
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
    ) { catalog in
        try await catalog.asymmetricKeys().map(row)
    }

    private static func row(_ key: AsymmetricKey) throws -> [SQLValue] {
        [
            .text(key.name), .int(1), .int(Int64(key.id.number)), .text(key.privateKeyProtection.rawValue),
            .text(key.privateKeyProtection.name), .binary(key.thumbprint), .text(code(ofLength: key.keyLength)),
            .text("RSA_\(key.keyLength)"), .int(Int64(key.keyLength)),
            .binary(PrincipalIdentifier.bytes(thumbprint: key.thumbprint)),
            .text(PrincipalIdentifier.text(thumbprint: key.thumbprint)), .binary(key.publicKey), .null, .null, .null,
            .null,
        ]
    }

    /// `algorithm`. The codes of 3,072 and 4,096 bits are inferred from those of the shorter keys.
    private static func code(ofLength length: Int) -> String {
        switch length {
        case ...512: "1R"
        case ...1024: "2R"
        case ...2048: "3R"
        case ...3072: "4R"
        default: "5R"
        }
    }
}
