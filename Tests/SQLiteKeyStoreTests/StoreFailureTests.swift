#if SQLite
import Foundation
import GRDB
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import SQLiteKeyStore

@Suite struct StoreFailureTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteKeyStore

    init() async throws {
        directory = try TemporaryDirectory()
        store = try SQLiteKeyStore(path: directory.file(), access: .create)
        try await store.fill(databases: 5...40)
    }

    @Test func aFullDiskIsToldAndChangesNothing() async throws {
        let before = try await store.batches(under: .password, of: 100)
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { store in
                for number: Int32 in 100...2000 { try store.put(try DatabaseRecord.sample(number)) }
            }
        }
        #expect(error?.code == .storeFailed)
        #expect(error?.advice?.contains("full") == true)
        #expect(try await store.batches(under: .password, of: 100) == before)
        #expect(try await store.read { try $0.databases(after: nil, limit: 1000).count } == 36)
    }

    @Test func aBodyThatGoesOnAfterAFullDiskCommitsNothing() async throws {
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        await #expect(throws: HierarchyError.self) {
            try await store.write { store in
                try store.put(InstanceRecord.sample(revision: 2))
                try? (100...2000).forEach { try store.put(try DatabaseRecord.sample($0)) }
            }
        }
        #expect(try await store.read { try $0.instance()?.revision } == 1)
    }

    @Test(arguments: [16_500, 100_000])
    func whatIsTooLongIsRefusedBeforeSQLiteSeesIt(_ count: Int) async throws {
        let text = String(repeating: "x", count: count)
        let changes: [@Sendable (any KeyStoreWriter) throws -> Void] = [
            { try $0.put([.sample(.masterKey(5), label: text)]) },
            { try $0.put([.sample(.masterKey(5), sealed: [UInt8](repeating: 1, count: count))]) },
            { try $0.put([.sample(.masterKey(5), by: .root(RootProtectorName(rawValue: text)))]) },
            { try $0.put(BackupRecord.sample(.masterKey(5), at: text)) },
        ]
        for change in changes {
            let error = await #expect(throws: HierarchyError.self) { try await store.write(change) }
            #expect(error?.code == .storeFailed)
        }
    }

    @Test func aNumberBeyondTheLimitsIsRefused() async throws {
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { try $0.put([.sample(.masterKey(5), slot: .max)]) }
        }
        #expect(error?.code == .storeFailed)
    }

    @Test func aNameThatIsTakenIsRefused() async throws {
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { try $0.put(try DatabaseRecord.sample(50, "DATABASE 7")) }
        }
        #expect(error?.code == .databaseExists)
    }

    @Test func anEncryptionOfAKeyThatIsNotThereIsRefusedAtTheCommit() async throws {
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { store in
                try store.put(InstanceRecord.sample(revision: 2))
                try store.put([.sample(.masterKey(999))])
            }
        }
        #expect(error?.code == .storeFailed)
        #expect(try await store.read { try $0.instance()?.revision } == 1)
    }

    @Test func noErrorCarriesWhatWasWritten() async throws {
        let error = await #expect(throws: HierarchyError.self) {
            try await store.write { store in
                try store.put([.sample(.masterKey(5), slot: .max, label: "the label", sealed: Array("the seal".utf8))])
            }
        }
        var dumped = ""
        dump(error, to: &dumped)
        #expect(error?.cause is SQLiteFailure)
        for text in [dumped, error.map(String.init(reflecting:)) ?? "", error?.description ?? ""] {
            #expect(!text.contains("the label") && !text.contains("the seal") && !text.contains("8 bytes"))
        }
    }

    @Test func anErrorOfGRDBsFromABodyPassesUnchanged() async throws {
        await #expect(throws: DatabaseError.self) {
            try await store.write { _ in throw DatabaseError(resultCode: .SQLITE_BUSY) }
        }
    }

    @Test func aBrokenPageIsCorrupted() async throws {
        try await store.fill(databases: 5...2000)
        _ = try await store.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try overwritePages(of: store.path)
        let error = await #expect(throws: HierarchyError.self) {
            _ = try await store.batches(under: .key(.serviceMasterKey), of: 1000)
        }
        #expect(error?.code == .corrupted)
        let verification = await #expect(throws: HierarchyError.self) { try await store.verifyIntegrity() }
        #expect(verification?.code == .corrupted)
        let opening = #expect(throws: HierarchyError.self) { try SQLiteKeyStore(path: store.path) }
        #expect(opening?.code == .corrupted)
    }

    /// Overwrites all pages but the first two.
    private func overwritePages(of path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 20_000)
        try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 20_000))
        try file.close()
    }

    @Test func aSoundStoreHasIntegrity() async throws {
        try await store.verifyIntegrity()
    }

    @Test(arguments: [
        "UPDATE instance SET revision = -1",
        "DELETE FROM keys WHERE database_id = 7",
        "DELETE FROM databases WHERE id = 7",
        "UPDATE key_encryptions SET label = CAST(x'FF' AS TEXT) WHERE database_id = 7",
    ])
    func verifyingFindsWhatBreaksARule(_ change: String) async throws {
        try changeStore(store.path, change)
        for access in [SQLiteKeyStore.Access.readWrite, .readOnly] {
            let store = try SQLiteKeyStore(path: store.path, access: access)
            let error = await #expect(throws: HierarchyError.self) { try await store.verifyIntegrity() }
            #expect(error?.code == .corrupted)
        }
    }

    @Test func verifyingFindsAnIndexThatHasLostARow() async throws {
        try changeStore(
            store.path,
            """
            CREATE TABLE saved AS SELECT sql FROM sqlite_schema WHERE name = 'key_encryptions_by_protector';
            DROP INDEX key_encryptions_by_protector;
            CREATE INDEX key_encryptions_by_protector ON key_encryptions (
                protector, protector_database_id, protector_kind, protector_number, protector_name,
                database_id, kind, number, slot
            ) WHERE slot <> 2;
            UPDATE sqlite_schema SET sql = (SELECT sql FROM saved) WHERE name = 'key_encryptions_by_protector';
            DROP TABLE saved;
            """)
        let reopened = try SQLiteKeyStore(path: store.path)
        let error = await #expect(throws: HierarchyError.self) { try await reopened.verifyIntegrity() }
        #expect(error?.code == .corrupted)
    }
}
#endif
