import KeyHierarchy

/// `sys.master_key_passwords`: the passwords that `sp_control_dbmasterkey_password` keeps, as credentials of the server.
enum MasterKeyPasswordsView {
    static let view = CatalogView(
        name: "master_key_passwords",
        columns: [ResultColumn("credential_id", .int), ResultColumn("family_guid", .uniqueidentifier)]
    ) { catalog in
        guard try await catalog.context.isGranted(.alterAnyCredential) else { return [] }
        return try await catalog.credentials(in: .master).compactMap { credential in
            MasterKeyPasswordName(credential.name).map { name in
                [.int(CredentialsView.number(of: credential.id)), .uniqueIdentifier(name.family)]
            }
        }
    }
}
