#if SQLite
import Foundation
import GRDB
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import Testing

/// What somebody wrote into a store, and what must come of it.
struct HostileChange: Sendable, CustomTestStringConvertible {
    let sql: String
    let code: HierarchyError.Code
    /// A word that the message must have, so that a person finds the place.
    let place: String

    init(_ sql: String, _ code: HierarchyError.Code = .corrupted, place: String) {
        self.sql = sql
        self.code = code
        self.place = place
    }

    var testDescription: String {
        sql
    }
}

@Suite struct HostileRowTests {
    private static let changes =
        instanceChanges + untypedTables + databaseChanges + keyChanges + encryptionChanges + backupChanges

    private static let instanceChanges = [
        HostileChange("UPDATE instance SET guid = x'0102'", place: "guid"),
        HostileChange("UPDATE instance SET guid = zeroblob(17)", place: "guid"),
        HostileChange("UPDATE instance SET server_name = CAST(x'FF41' AS TEXT)", place: "server_name"),
        HostileChange("UPDATE instance SET server_name = hex(zeroblob(10000))", place: "server_name"),
        HostileChange("UPDATE instance SET server_name = hex(zeroblob(1000000))", place: "longer than any"),
        HostileChange("UPDATE instance SET created = -1", place: "created"),
        HostileChange("UPDATE instance SET created = 9223372036854775807", place: "created"),
        HostileChange("UPDATE instance SET format_version = 4294967296", place: "format_version"),
        HostileChange("UPDATE instance SET revision = 9223372036854775807", place: "revision"),
        HostileChange("UPDATE instance SET next_database = 2147483647", place: "next_database"),
        HostileChange("UPDATE instance SET next_credential = -9223372036854775808", place: "next_credential"),
        HostileChange("UPDATE instance SET id = 2", place: "id 2"),
        HostileChange("DROP TABLE instance", place: "tables"),
        HostileChange("ALTER TABLE instance RENAME COLUMN guid TO uuid", place: "tables"),
    ]

    /// Tables that take values of any sort, as the library's own do not.
    private static let untypedTables = [
        HostileChange(untyped("instance", "guid = 'text of 16 chars'"), place: "guid"),
        HostileChange(untyped("instance", "server_name = x'41'"), place: "server_name"),
        HostileChange(untyped("instance", "server_name = NULL"), place: "server_name"),
        HostileChange(untyped("instance", "created = 1.5e300"), place: "created"),
        HostileChange(untyped("instance", "next_database = 'twelve'"), place: "next_database"),
        HostileChange(untyped("databases", "id = 'x'"), place: "id ?"),
        HostileChange(untyped("keys", "algorithm = x'01'"), place: "algorithm"),
        HostileChange(untyped("key_encryptions", "sealed = 'text'"), place: "sealed"),
        HostileChange(untyped("key_encryptions", "protector_number = 1.5"), place: "protector_number"),
        HostileChange(untyped("backups", "is_copy = 'true'"), place: "is_copy"),
    ]

    private static func untyped(_ table: String, _ change: String) -> String {
        "CREATE TABLE other AS SELECT * FROM \(table); DROP TABLE \(table); ALTER TABLE other RENAME TO \(table); "
            + "UPDATE \(table) SET \(change)"
    }

    private static let databaseChanges = [
        HostileChange("UPDATE databases SET name = '' WHERE id = 5", place: "databases, row id 5: name"),
        HostileChange("UPDATE databases SET name = 'a' || char(10) WHERE id = 5", place: "row id 5: name"),
        HostileChange("UPDATE databases SET name = hex(zeroblob(65)) WHERE id = 5", place: "row id 5: name"),
        HostileChange("UPDATE databases SET name = CAST(x'C3' AS TEXT) WHERE id = 5", place: "row id 5: name"),
        HostileChange("UPDATE databases SET name = 'Database 6' WHERE id = 5", place: "row id 5"),
        HostileChange("UPDATE databases SET id = 4294967301 WHERE id = 5", place: "id 4294967301"),
        HostileChange("UPDATE databases SET family = x'' WHERE id = 5", place: "row id 5: family"),
        HostileChange("UPDATE databases SET created = 7258118400000000 WHERE id = 5", place: "row id 5: created"),
    ]

    private static let keyChanges = [
        HostileChange("UPDATE keys SET kind = 99", .unsupported, place: "row database_id 5, kind 99, number 101: kind"),
        HostileChange("UPDATE keys SET kind = 258", place: "kind 258"),
        HostileChange("UPDATE keys SET number = 2147483648", place: "number 2147483648"),
        HostileChange("UPDATE keys SET algorithm = 99", .unsupported, place: "algorithm"),
        HostileChange("UPDATE keys SET algorithm = 0", place: "algorithm"),
        HostileChange("UPDATE keys SET fingerprint = zeroblob(15)", place: "fingerprint"),
        HostileChange("UPDATE keys SET identity = CAST(x'80' AS TEXT)", place: "identity"),
        HostileChange("UPDATE keys SET version = 9223372036854775807", place: "version"),
        HostileChange("UPDATE keys SET modified = -5", place: "modified"),
    ]

    private static let encryptionChanges = [
        HostileChange("UPDATE key_encryptions SET slot = 2147483647 WHERE slot = 1", place: "slot 2147483647"),
        HostileChange("UPDATE key_encryptions SET protector = 4 WHERE slot = 1", .unsupported, place: "protector"),
        HostileChange("UPDATE key_encryptions SET protector = 300 WHERE slot = 1", place: "protector"),
        HostileChange("UPDATE key_encryptions SET protector = 1 WHERE slot = 1", place: "protector_name"),
        HostileChange("UPDATE key_encryptions SET protector_name = 'x' WHERE slot = 1", place: "protector_name"),
        HostileChange("UPDATE key_encryptions SET protector = 2 WHERE slot = 1", place: "protector_database_id"),
        HostileChange("UPDATE key_encryptions SET protector_kind = 0 WHERE slot = 2", place: "protector_kind"),
        HostileChange("UPDATE key_encryptions SET protector_kind = 99 WHERE slot = 2", .unsupported, place: "_kind"),
        HostileChange("UPDATE key_encryptions SET protector_number = NULL WHERE slot = 2", place: "protector_number"),
        HostileChange("UPDATE key_encryptions SET label = CAST(x'EDA080' AS TEXT)", place: "label"),
        HostileChange("UPDATE key_encryptions SET last_proved = -1", place: "last_proved"),
        HostileChange("UPDATE key_encryptions SET sealed = zeroblob(8193)", place: "number 101, slot 1: sealed"),
        HostileChange("UPDATE key_encryptions SET sealed = zeroblob(9000000) WHERE slot = 1", place: "longer than"),
    ]

    private static let backupChanges = [
        HostileChange("UPDATE backups SET place = CAST(x'FE' AS TEXT)", place: "place"),
        HostileChange("UPDATE backups SET fingerprint = zeroblob(17)", place: "fingerprint"),
        HostileChange("UPDATE backups SET is_copy = 2", place: "is_copy"),
        HostileChange("UPDATE backups SET verified = 9007199254740993", place: "verified"),
        HostileChange("UPDATE backups SET passwords = ''", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 7", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 'C0FFEE00 safe'", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 'c0ffee0 safe'", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 'c0ffee00' || char(10)", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 'c0ffee00 a' || char(13) || 'b'", place: "passwords"),
        HostileChange("UPDATE backups SET passwords = 'c0ffee00 ' || hex(zeroblob(65))", place: "passwords"),
        HostileChange(
            "UPDATE backups SET passwords = replace(hex(zeroblob(20)), '00', 'c0ffee00' || char(10)) || 'c0ffee00'",
            place: "passwords"),
    ]

    private let directory: TemporaryDirectory
    private let store: SQLiteKeyStore

    init() async throws {
        directory = try TemporaryDirectory()
        store = try SQLiteKeyStore(path: directory.file(), access: .create)
        try await store.fill(databases: 5...5)
        try await store.write { try $0.put(BackupRecord.sample(.masterKey(5), at: "place")) }
    }

    @Test(arguments: changes)
    func aRowThatNobodyCanHaveWrittenIsRefused(_ change: HostileChange) async throws {
        try changeStore(store.path, change.sql)
        let error = await #expect(throws: HierarchyError.self) { try await readEverything() }
        #expect(error?.code == change.code)
        #expect(error?.message.contains(change.place) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(store.path) == true)
    }

    /// Reads each row in each way that finds it.
    private func readEverything() async throws {
        try await store.read { store in
            _ = try store.instance()
            _ = try store.databases(after: nil, limit: 10)
            _ = try store.database(named: "Database 5")
            for kind in [KeyIdentifier.Kind.serviceMasterKey, .databaseMasterKey, .credential] {
                let key = KeyIdentifier(kind: kind, database: DatabaseIdentifier(rawValue: 5), number: 101)
                _ = try store.keys(in: key.database)
                _ = try store.key(key)
                _ = try store.encryptions(of: key)
                _ = try store.backups(of: key)
            }
            for protector in [Protector.password, .key(.serviceMasterKey), .root(.machineKey)] {
                _ = try store.encryptionCount(under: protector)
                try store.forEachEncryption(under: protector, batchSize: 10) { _ in }
            }
        }
    }
}
#endif
