import KeyHierarchy

/// `sys.key_encryptions`: what each master key and symmetric key of the database is encrypted by.
enum KeyEncryptionsView {
    static let view = CatalogView(
        name: "key_encryptions",
        columns: [
            ResultColumn("key_id", .int), ResultColumn("thumbprint", .varbinary(32)),
            ResultColumn("crypt_type", .char(4)), ResultColumn("crypt_type_desc", .nvarchar(60)),
            ResultColumn("crypt_property", .varbinary(nil)),
        ]
    ) { catalog in
        let (version, level) = (catalog.context.version, catalog.context.compatibilityLevel)
        let thumbprints = try await thumbprints(catalog)
        return try await (catalog.masterKeys() + catalog.symmetricKeys()).flatMap { key in
            key.encryptions.map { row($0, version, level, thumbprints) }
        }
    }

    private static func row(
        _ encryption: KeyEncryption,
        _ version: SQLServerVersion,
        _ level: Int,
        _ thumbprints: [KeyIdentifier: [UInt8]]
    ) -> [SQLValue] {
        let (type, description) = code(encryption.protector, version, level)
        return [
            .int(Int64(encryption.id.key.number)), thumbprint(encryption.protector, thumbprints), .text(type),
            .text(description), .binary(encryption.sealed.bytes),
        ]
    }

    /// The type of an encryption. That of passwords came with a version, that of public keys with a compatibility level.
    private static func code(
        _ protector: Protector, _ version: SQLServerVersion, _ level: Int
    ) -> (String, String) {
        switch protector {
        case .password where version < .sql2017: return ("ESKP", "ENCRYPTION BY PASSWORD")
        case .password: return ("ESP2", "ENCRYPTION BY PASSWORD V2")
        case .key(let key):
            let isWithOAEP = level >= 170
            switch key.kind {
            case .certificate where isWithOAEP: return ("C256", "ENCRYPTION BY CERTIFICATE OAEP256")
            case .certificate: return ("EPUC", "ENCRYPTION BY CERTIFICATE")
            case .asymmetricKey where isWithOAEP: return ("A256", "ENCRYPTION BY ASYMMETRIC KEY OAEP256")
            case .asymmetricKey: return ("EPUA", "ENCRYPTION BY ASYMMETRIC KEY")
            case .symmetricKey: return ("ESKS", "ENCRYPTION BY SYMMETRIC KEY")
            default: return ("ESKM", "ENCRYPTION BY MASTER KEY")
            }
        default: return ("ESKM", "ENCRYPTION BY MASTER KEY")
        }
    }

    /// The service master key's two encryptions are told apart by one byte each. What a database master key under the
    /// service master key has there is not known; `NULL` was taken.
    private static func thumbprint(_ protector: Protector, _ thumbprints: [KeyIdentifier: [UInt8]]) -> SQLValue {
        switch protector {
        case .root(.serviceAccount): .binary([0x01])
        case .root(.machineKey): .binary([0x03])
        case .key(let key): thumbprints[key].map { .binary($0) } ?? .null
        default: .null
        }
    }

    /// What tells certificates and asymmetric keys of the database from others, and the identities of its symmetric keys.
    private static func thumbprints(_ catalog: Catalog) async throws -> [KeyIdentifier: [UInt8]] {
        var thumbprints: [KeyIdentifier: [UInt8]] = [:]
        for certificate in try await catalog.certificates() { thumbprints[certificate.id] = certificate.thumbprint }
        for key in try await catalog.asymmetricKeys() { thumbprints[key.id] = key.thumbprint }
        for key in try await catalog.symmetricKeys() { thumbprints[key.key.id] = key.key.guid.sqlServerBytes }
        return thumbprints
    }
}
