#if PostgreSQL
import KeyHierarchy
import StoreRows

/// What tells a key store from other tables, and an old one from a new one: the one row of the table `store`.
enum StoreIdentity {
    /// What the row has as `application`.
    static let application = "swift-key-hierarchy"

    /// Returns the version of the tables.
    ///
    /// - Parameters:
    ///   - connection: A connection with a transaction.
    ///   - locking: Whether to wait for all writers, and to keep others waiting until the transaction ends.
    ///   - highest: The highest version that is known.
    /// - Throws: ``HierarchyError`` for what is no store, or one whose tables are not known.
    @discardableResult
    static func version(
        on connection: Connection,
        locking: Bool = false,
        upTo highest: Int64 = StoreSchema.version
    ) throws -> Int64 {
        let version = try storedVersion(on: connection, locking: locking)
        guard version <= highest else {
            throw HierarchyError.newerStore(connection.store, version: version, readable: highest)
        }
        guard version >= 1 else {
            throw HierarchyError.damaged(connection.store, "its version is \(version), which no store ever had.")
        }
        return version
    }

    private static func storedVersion(on connection: Connection, locking: Bool) throws -> Int64 {
        var found: (application: String, version: Int64)?
        do {
            let columns = "id, \(StoreColumns.boundedText("application")), version"
            // With its schema: a role that may not use that is told so, and not that there is no such table.
            let table = "\"\(connection.schema)\".store"
            try connection.forEachRow(
                "SELECT \(columns) FROM \(table) WHERE id = 1\(locking ? " FOR UPDATE" : "")", of: .store
            ) { row in
                _ = try row.integer(as: Int64.self, in: 1...1)
                found = (try row.text(), try row.integer(in: 0...Int64.max))
            }
        } catch let error as HierarchyError {
            // No such table, or schema.
            if let failure = error.cause as? PostgreSQLFailure, ["42P01", "3F000"].contains(failure.state) {
                throw HierarchyError.notAKeyStore(connection.store, cause: failure)
            }
            throw error
        }
        guard let found, found.application == application else {
            throw HierarchyError.notAKeyStore(connection.store)
        }
        return found.version
    }
}
#endif
