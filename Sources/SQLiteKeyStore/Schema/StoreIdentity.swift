#if SQLite
import KeyHierarchy
import StoreRows

/// What tells a file that is a key store from any other, and an old one from a new one. Both numbers are in the header of
/// an SQLite file, which `file` shows.
enum StoreIdentity {
    /// The application number of a key store: "KHST".
    static let applicationID: Int64 = 0x4B48_5354
    /// The version of the tables that this library writes, and the highest that it reads.
    static let version: Int64 = 2

    /// Refuses a file that is not a key store, or one of a version that this library does not know.
    static func verify(_ connection: StoreConnection) throws {
        guard try connection.integer("PRAGMA application_id") == applicationID else {
            throw HierarchyError.notAKeyStore(connection.path)
        }
        _ = try readableVersion(connection)
    }

    /// Returns the version of the tables.
    ///
    /// - Throws: ``HierarchyError`` for a store whose tables this version of the library does not know.
    static func readableVersion(_ connection: StoreConnection) throws -> Int64 {
        let stored = try connection.integer("PRAGMA user_version") ?? 0
        guard stored <= version else {
            throw HierarchyError.newerStore(connection.path, version: stored, readable: version)
        }
        guard stored >= 1 else {
            throw HierarchyError.damaged(connection.path, "its version is \(stored), which no store ever had.")
        }
        return stored
    }
}
#endif
