import DurableFiles
import KeyHierarchy
import SQLiteKeyStore

#if PostgreSQL
import PostgreSQLKeyStore
#endif

extension StoreOptions {
    /// How a store is opened.
    enum Access {
        case create
        case readWrite
        case readOnly
    }

    /// Opens the store.
    func openStore(_ access: Access) async throws -> any KeyStore {
        try await Self.openStore(storePath, access)
    }

    /// Opens a store by its name, which is the path of an SQLite file or the URI of a PostgreSQL database, with a schema in
    /// it or without.
    static func openStore(_ name: String, _ access: Access) async throws -> any KeyStore {
        if isOnServer(name) { return try await openOnServer(name, access) }
        #if SQLite
        return switch access {
        case .create: try SQLiteKeyStore(path: name, access: .create)
        case .readWrite: try SQLiteKeyStore(path: name, access: .readWrite)
        case .readOnly: try SQLiteKeyStore(path: name, access: .readOnly)
        }
        #else
        throw ToolError("This tool was built without the trait SQLite, so it has no store. Build it with that trait.")
        #endif
    }

    /// Whether there is a store of that name.
    static func isPresent(_ name: String) async throws -> Bool {
        try requireFileOrURI(name)
        guard isOnServer(name) else { return DurableFile.isPresent(name) }
        #if PostgreSQL
        let server = ServerStoreName(name)
        return try await PostgreSQLKeyStore.isPresent(server.connection, schema: server.schema)
        #else
        throw withoutPostgreSQL
        #endif
    }

    /// Refuses a file that is to be created in a directory that is not there, before anything is done for it.
    static func requireDirectory(of name: String) throws {
        let directory = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
        guard isOnServer(name) || directory.isEmpty || DurableFile.isDirectory(directory) else {
            throw ToolError(
                "The directory \(directory) does not exist, so no store can be created at \(name).\n"
                    + "Check the path, or create the directory first.")
        }
    }

    /// Refuses what is meant for a server and would be the name of a file. It is not repeated: it may have a password in it.
    private static func requireFileOrURI(_ name: String) throws {
        let isURI = name.lowercased().hasPrefix("postgres") && name.contains(":/")
        let keywords = ["host=", "hostaddr=", "port=", "dbname=", "user=", "service="]
        let hasKeywords = keywords.contains { name.hasPrefix($0) }
        guard isOnServer(name) || !isURI && !hasKeywords else {
            throw ToolError(
                "The store is neither named as a file nor as one on a server. Write postgresql://USER@HOST/DATABASE.")
        }
    }

    /// Whether a store is in a database on a server.
    static func isOnServer(_ name: String) -> Bool {
        ["postgresql://", "postgres://"].contains { name.hasPrefix($0) }
    }

    #if PostgreSQL
    private static func openOnServer(_ name: String, _ access: Access) async throws -> any KeyStore {
        let server = ServerStoreName(name)
        let wanted: PostgreSQLKeyStore.Access =
            switch access {
            case .create: .create
            case .readWrite: .readWrite
            case .readOnly: .readOnly
            }
        return try await PostgreSQLKeyStore(server.connection, schema: server.schema, access: wanted)
    }
    #else
    private static func openOnServer(_ name: String, _ access: Access) async throws -> any KeyStore {
        throw withoutPostgreSQL
    }

    private static var withoutPostgreSQL: ToolError {
        ToolError(
            "This tool was built without the trait PostgreSQL. Build it with: swift build --traits SQLite,PostgreSQL")
    }
    #endif
}
