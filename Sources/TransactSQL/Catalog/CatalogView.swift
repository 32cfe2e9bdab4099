import KeyHierarchy

/// A view of the catalog: its columns, and its rows as the hierarchy has them now.
struct CatalogView: Sendable {
    /// The name within the schema `sys`, in lower case.
    let name: String
    let columns: [ResultColumn]
    /// How many of the columns there were before SQL Server 2019; `nil` where all are older.
    var countBefore2019: Int?
    /// The rows that the principal may see. A view shows no row rather than an error.
    let rows: @Sendable (Catalog) async throws -> [[SQLValue]]

    /// The columns in a version.
    func columns(in version: SQLServerVersion) -> ArraySlice<ResultColumn> {
        version < .sql2019 ? columns.prefix(countBefore2019 ?? columns.count) : columns[...]
    }
}
