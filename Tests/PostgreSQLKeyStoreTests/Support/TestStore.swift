#if PostgreSQL
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer

/// A new store in a schema of its own, on the server that tests share.
struct TestStore {
    let server: PostgreSQLServer
    let schema = PostgreSQLServer.newSchema()
    let store: PostgreSQLKeyStore

    init() async throws {
        server = try PostgreSQLServer.shared.get()
        store = try await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)
    }

    /// The store opened again, as another host does.
    func reopened(
        _ access: PostgreSQLKeyStore.Access = .readWrite,
        patience: Duration = .seconds(10)
    ) async throws -> PostgreSQLKeyStore {
        try await PostgreSQLKeyStore(server.connection(), schema: schema, access: access, patience: patience)
    }

    /// Runs statements of somebody else's on the tables.
    @discardableResult
    func psql(_ sql: String) throws -> String {
        try server.psql("SET search_path TO \(schema); \(sql)")
    }
}
#endif
