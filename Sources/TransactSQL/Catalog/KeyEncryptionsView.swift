import KeyHierarchy

/// `sys.key_encryptions`: what each master key of the database is encrypted by.
enum KeyEncryptionsView {
    static let view = CatalogView(
        name: "key_encryptions",
        columns: [
            ResultColumn("key_id", .int), ResultColumn("thumbprint", .varbinary(32)),
            ResultColumn("crypt_type", .char(4)), ResultColumn("crypt_type_desc", .nvarchar(60)),
            ResultColumn("crypt_property", .varbinary(nil)),
        ]
    ) { catalog in
        let version = catalog.context.options.version
        return try await catalog.masterKeys().flatMap { key in
            key.encryptions.map { row($0, of: key.key.id, version) }
        }
    }

    private static func row(_ encryption: KeyEncryption, of key: KeyIdentifier, _ version: SQLServerVersion)
        -> [SQLValue]
    {
        let (type, description): (String, String) =
            switch encryption.protector {
            case .password where version < .sql2017: ("ESKP", "ENCRYPTION BY PASSWORD")
            case .password: ("ESP2", "ENCRYPTION BY PASSWORD V2")
            default: ("ESKM", "ENCRYPTION BY MASTER KEY")
            }
        return [
            .int(Int64(SymmetricKeysView.number(of: key))), thumbprint(encryption.protector), .text(type),
            .text(description), .binary(encryption.sealed.bytes),
        ]
    }

    /// The service master key's two encryptions are told apart by one byte each. What a database master key under the
    /// service master key has there is not known; `NULL` was taken.
    private static func thumbprint(_ protector: Protector) -> SQLValue {
        switch protector {
        case .root(.serviceAccount): .binary([0x01])
        case .root(.machineKey): .binary([0x03])
        default: .null
        }
    }
}
