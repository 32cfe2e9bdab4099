/// Rows after `FROM`, whose names are resolved.
struct BoundSource {
    /// A column, and the name of the table that may stand before its own.
    struct Column {
        var table: QualifiedColumn
        var name: String
        var type: SQLType
    }

    /// How a table is called in its query: by its alias, or by the last parts of its name.
    struct QualifiedColumn: Hashable {
        var schema: String?
        var name: String?
    }

    var columns: [Column]
    /// The rows, for a row of the query around.
    var rows: (RowScope?) async throws -> [[SQLValue]]
}
