/// The views that are modelled.
enum CatalogViews {
    static let all: [CatalogView] = [
        AsymmetricKeysView.view, CertificatesView.view, CredentialsView.view, CryptPropertiesView.view,
        CryptographicProvidersView.view, DatabaseEncryptionKeysView.view, DatabaseRecoveryStatusView.view,
        DatabaseScopedCredentialsView.view, DatabasesView.view, KeyEncryptionsView.view, LinkedLoginsView.view,
        MasterKeyPasswordsView.view, MessagesView.view, OpenKeysView.view, ServersView.view, SymmetricKeysView.view,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The view of that name in the schema `sys`, whatever its case.
    static func named(_ name: String) -> CatalogView? {
        byName[SQLText.folded(name)]
    }
}
