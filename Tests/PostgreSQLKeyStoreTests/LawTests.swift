#if PostgreSQL
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer
import Testing

@Suite(.needsServer, .serialized) struct LawTests {
    @Test(arguments: KeyStoreLaw.all + KeyStoreLaw.durable + KeyStoreLaw.shared)
    func theStoreKeeps(_ law: KeyStoreLaw) async throws {
        let server = try PostgreSQLServer.shared.get()
        try await law.check {
            try await PostgreSQLKeyStore(server.connection(), schema: PostgreSQLServer.newSchema(), access: .create)
        } reopen: { store in
            try await PostgreSQLKeyStore(server.connection(), schema: store.schema)
        }
    }
}
#endif
