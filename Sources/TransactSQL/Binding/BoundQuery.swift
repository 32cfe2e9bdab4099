/// A query whose names are resolved.
struct BoundQuery {
    var columns: [ResultColumn]
    /// The rows, for a row of the query around.
    var rows: (RowScope?) async throws -> [[SQLValue]]
}
