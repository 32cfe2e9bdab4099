/// `sys.cryptographic_providers`. There is no extensible key management here: the view is empty.
enum CryptographicProvidersView {
    static let view = CatalogView(
        name: "cryptographic_providers",
        columns: [
            ResultColumn("provider_id", .int), ResultColumn("name", .sysname), ResultColumn("guid", .uniqueidentifier),
            ResultColumn("version", .nvarchar(24)), ResultColumn("dll_path", .nvarchar(520)),
            ResultColumn("is_enabled", .bit),
        ]
    ) { _ in [] }
}
