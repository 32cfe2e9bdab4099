import KeyHierarchy

/// `sys.database_scoped_credentials`: the credentials of the database.
enum DatabaseScopedCredentialsView {
    static let view = CatalogView(
        name: "database_scoped_credentials", columns: CredentialsView.columns
    ) { catalog in
        // In master the credentials are the server's.
        guard catalog.database.id != .master, try await catalog.context.controls(catalog.database.name) else {
            return []
        }
        return try await catalog.credentials(in: catalog.database.id).map(CredentialsView.row)
    }
}
