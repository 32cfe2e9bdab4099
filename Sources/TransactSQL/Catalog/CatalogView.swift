/// A view of the catalog: its columns, and its rows as the hierarchy has them now.
struct CatalogView: Sendable {
    /// The name within the schema `sys`, in lower case.
    let name: String
    let columns: [ResultColumn]
    /// The rows that the principal may see. A view shows no row rather than an error.
    let rows: @Sendable (Catalog) async throws -> [[SQLValue]]
}
