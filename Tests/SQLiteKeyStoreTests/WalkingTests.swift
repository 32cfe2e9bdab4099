#if SQLite
import GRDB
import KeyHierarchy
import KeyHierarchyTesting
import StoreRows
import Testing

@testable import SQLiteKeyStore

@Suite struct WalkingTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteKeyStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteKeyStore(path: directory.file(), access: .create)
    }

    @Test func aBatchMayEndWithinTheEncryptionsOfAKey() async throws {
        try await store.fill(databases: 5...8)
        try await store.write { store in
            for number: Int32 in 5...8 { try store.put([.sample(.masterKey(number), slot: 3)]) }
        }
        let counts = try await store.batches(under: .password, of: 3).map(\.count)
        #expect(counts == [3, 3, 2])
    }

    @Test func walkingUsesTheIndex() async throws {
        let plan = try await store.pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    EXPLAIN QUERY PLAN SELECT \(KeyEncryption.columns) FROM key_encryptions
                    WHERE \(Protector.condition) AND (database_id, kind, number, slot) > (?, ?, ?, ?)
                    ORDER BY database_id, kind, number, slot LIMIT ?
                    """, arguments: [2, 1, 1, 102, nil, 0, 0, 0, 0, 10]
            )
            .map(\.description).joined()
        }
        #expect(plan.contains("(database_id,kind,number,slot)>(?,?,?,?)"))
        #expect(!plan.contains("TEMP B-TREE"))
    }
}
#endif
