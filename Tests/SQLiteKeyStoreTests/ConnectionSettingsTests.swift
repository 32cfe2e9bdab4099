#if SQLite
import Foundation
import GRDB
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import SQLiteKeyStore

@Suite struct ConnectionSettingsTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteKeyStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteKeyStore(path: directory.file(), access: .create)
    }

    private static let settings = [
        ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
        ("trusted_schema", "0"), ("cell_size_check", "1"), ("temp_store", "2"), ("busy_timeout", "10000"),
        ("application_id", "1263031124"), ("user_version", "2"),
    ]

    @Test(arguments: settings)
    func theWriterHasTheSetting(_ name: String, _ value: String) async throws {
        let stored = try await store.pool.write { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        #expect(stored == value)
    }

    @Test(arguments: settings)
    func aReaderHasTheSetting(_ name: String, _ value: String) async throws {
        let stored = try await store.pool.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        #expect(stored == value)
    }

    @Test func aRemovedEncryptionIsOverwritten() async throws {
        let sealed = (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        try await store.fill(databases: 5...500)
        try await store.write { try $0.put([.sample(.masterKey(77), slot: 3, sealed: sealed)]) }
        #expect(try fileContains(sealed))
        try await store.write { store in
            try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(77), slot: 3))
        }
        #expect(try !fileContains(sealed))
    }

    @Test func aReplacedEncryptionIsOverwritten() async throws {
        let sealed = (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        try await store.fill(databases: 5...500)
        try await store.write { try $0.put([.sample(.masterKey(77), slot: 1, sealed: sealed)]) }
        #expect(try fileContains(sealed))
        try await store.write { try $0.put([.sample(.masterKey(77), slot: 1, sealed: [1, 2, 3])]) }
        #expect(try !fileContains(sealed))
    }

    /// Whether the bytes are in the file, once the log has been written back to it.
    private func fileContains(_ bytes: [UInt8]) throws -> Bool {
        _ = try store.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        return try contents(of: store.path).range(of: .init(bytes)) != nil
    }
}
#endif
