#if PostgreSQL
import Foundation
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
        patience: Duration = .seconds(60)
    ) async throws -> PostgreSQLKeyStore {
        try await PostgreSQLKeyStore(server.connection(), schema: schema, access: access, patience: patience)
    }

    /// Runs statements of somebody else's on the tables.
    @discardableResult
    func psql(_ sql: String) throws -> String {
        try server.psql("SET search_path TO \(schema); \(sql)")
    }

    /// Runs statements that take a while, on a thread of their own: Swift concurrency's may be two.
    func psqlMeanwhile(_ sql: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                continuation.resume(with: Result { _ = try psql(sql) })
            }
        }
    }
}
#endif
