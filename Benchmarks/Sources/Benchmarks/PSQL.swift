/// PostgreSQL's own client.
enum PSQL {
    /// Runs statements on the tables of a store.
    ///
    /// - Parameter connection: Where the database is, as libpq reads it.
    static func run(_ sql: String, on connection: String) throws {
        _ = try ThisProcess.output(
            of: "/usr/bin/env",
            [
                "PGOPTIONS=-c search_path=key_hierarchy", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c",
                "SET client_min_messages TO warning", "-c", sql, connection,
            ])
    }
}
