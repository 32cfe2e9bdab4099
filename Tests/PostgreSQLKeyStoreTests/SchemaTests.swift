#if PostgreSQL
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLServer
import StoreRows
import Testing

@testable import PostgreSQLKeyStore

@Suite(.needsServer, .serialized) struct SchemaTests {
    private let server: PostgreSQLServer

    init() throws {
        server = try PostgreSQLServer.shared.get()
    }

    private func connection(_ schema: String) throws -> Connection {
        try ConnectionOpening(info: ConnectionInfo(server.connection()), schema: schema, patience: .seconds(60))
            .connect()
    }

    @Test func hostsThatCreateAStoreAtOnceMakeOne() async throws {
        let schema = PostgreSQLServer.newSchema()
        let created = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    (try? await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(created == 1)
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)
        }
        #expect(error?.code == .storeFailed && error?.message.contains("already") == true)
    }

    @Test func aSchemaWithSomethingElseInItIsLeftAlone() async throws {
        let schema = PostgreSQLServer.newSchema()
        try server.psql("CREATE SCHEMA \(schema); CREATE TABLE \(schema).other (id int)")
        await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)
        }
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(server.connection(), schema: schema)
        }
        #expect(error?.message.contains("no key store") == true)
        #expect(try server.psql("SELECT count(*) FROM pg_tables WHERE schemaname = '\(schema)'") == "1")
    }

    @Test func hostsThatMigrateAtOnceDoItOnce() async throws {
        let schema = PostgreSQLServer.newSchema()
        _ = try await PostgreSQLKeyStore(server.connection(), schema: schema, access: .create)
        // As a later version of the library will have it; done twice, it fails.
        let later = StoreSchema(migrations: [StoreSchema.version1, "ALTER TABLE keys ADD COLUMN later bigint"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask { try later.migrate(on: try connection(schema)) }
            }
            try await group.waitForAll()
        }
        #expect(try server.psql("SELECT version FROM \(schema).store") == "2")
        // This version of the library does not know what the other one has made.
        for access in [PostgreSQLKeyStore.Access.readWrite, .readOnly] {
            let error = await #expect(throws: HierarchyError.self) {
                try await PostgreSQLKeyStore(server.connection(), schema: schema, access: access)
            }
            #expect(error?.code == .unsupported)
        }
    }

    @Test func aStoreThatBecomesNewerWhileItIsOpenIsLeftAlone() async throws {
        let test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        try test.psql("UPDATE store SET version = 2")
        let reading = await #expect(throws: HierarchyError.self) { try await test.store.read { try $0.instance() } }
        #expect(reading?.code == .unsupported)
        let writing = await #expect(throws: HierarchyError.self) { try await test.store.write { _ in } }
        #expect(writing?.code == .unsupported)
    }

    @Test func whatHasNoVersionThatThereEverWasIsDamaged() async throws {
        let test = try await TestStore()
        try test.psql("UPDATE store SET version = 0")
        let error = await #expect(throws: HierarchyError.self) { try await test.store.read { try $0.instance() } }
        #expect(error?.code == .corrupted)
        try test.psql("UPDATE store SET version = 1, application = 'another'")
        let other = await #expect(throws: HierarchyError.self) { try await test.store.read { try $0.instance() } }
        #expect(other?.code == .storeFailed)
    }

    @Test func aDatabaseOfAnotherEncodingIsRefused() async throws {
        try server.psql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore(server.connection(database: "latin"), access: .create)
        }
        #expect(error?.code == .unsupported)
    }

    @Test func everyWalkGoesByAnIndex() throws {
        let schema = PostgreSQLServer.newSchema()
        let connection = try connection(schema)
        try StoreSchema.current.create(schema, on: connection)
        for protector in [Protector.password, .key(.serviceMasterKey), .root(.machineKey)] {
            let condition = PostgreSQLTransaction(connection: connection).condition(for: protector)
            let sql = condition.sql.replacing("protector_name = ?", with: "protector_name = 'm'")
                .replacing("?", with: "1")
            let plan = try server.psql(
                """
                SET search_path TO \(schema); SET enable_seqscan TO off; SET enable_bitmapscan TO off;
                EXPLAIN SELECT * FROM key_encryptions WHERE \(sql) AND (database_id, kind, number, slot) > (1, 1, 1, 1)
                ORDER BY database_id, kind, number, slot LIMIT 512
                """)
            #expect(plan.contains("Index Scan using key_encryptions_by") && !plan.contains("Sort"), "\(plan)")
        }
    }
}
#endif
