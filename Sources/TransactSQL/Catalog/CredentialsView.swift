import KeyHierarchy

/// `sys.credentials`: the credentials of the server.
enum CredentialsView {
    static let columns = [
        ResultColumn("credential_id", .int), ResultColumn("name", .sysname),
        ResultColumn("credential_identity", .nvarchar(4000)), ResultColumn("create_date", .datetime),
        ResultColumn("modify_date", .datetime), ResultColumn("target_type", .nvarchar(100)),
        ResultColumn("target_id", .int),
    ]

    static let view = CatalogView(name: "credentials", columns: columns) { catalog in
        guard try await catalog.context.isGranted(.alterAnyCredential) else { return [] }
        return try await catalog.credentials(in: .master).map(row)
    }

    /// The row of a credential: none is for a provider here.
    static func row(_ credential: KeyRecord) -> [SQLValue] {
        [
            .int(number(of: credential.id)), .text(credential.name), .text(credential.identity ?? ""),
            .dateTime(credential.created), .dateTime(credential.modified), .null, .int(0),
        ]
    }

    /// `credential_id`: SQL Server numbers credentials from 65536 on.
    static func number(of key: KeyIdentifier) -> Int64 {
        65_535 + Int64(key.number)
    }
}
