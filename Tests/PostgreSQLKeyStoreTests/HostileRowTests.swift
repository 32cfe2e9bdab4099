#if PostgreSQL
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore
import PostgreSQLServer
import Testing

/// What somebody wrote into a store, and what must come of it.
struct HostileChange: Sendable, CustomTestStringConvertible {
    let sql: String
    let code: HierarchyError.Code
    /// A word that the message must have, so that a person finds the place.
    let place: String

    /// - Parameter table: The table whose rules are dropped first.
    init(_ table: String, _ change: String, _ code: HierarchyError.Code = .corrupted, place: String) {
        sql = """
            CREATE TABLE other AS SELECT * FROM \(table); DROP TABLE \(table) CASCADE;
            ALTER TABLE other RENAME TO \(table); \(change)
            """
        self.code = code
        self.place = place
    }

    var testDescription: String {
        sql
    }
}

@Suite(.needsServer, .serialized) struct HostileRowTests {
    private static let changes = instanceChanges + databaseChanges + keyChanges + encryptionChanges + backupChanges

    private static func set(
        _ table: String, _ change: String, _ code: HierarchyError.Code = .corrupted, place: String
    ) -> HostileChange {
        HostileChange(table, "UPDATE \(table) SET \(change)", code, place: place)
    }

    private static func retype(_ table: String, _ column: String, _ type: String, place: String) -> HostileChange {
        HostileChange(
            table, "ALTER TABLE \(table) DROP COLUMN \(column); ALTER TABLE \(table) ADD COLUMN \(column) \(type)",
            place: place)
    }

    private static let instanceChanges = [
        set("instance", #"guid = '\x0102'"#, place: "guid"),
        set("instance", "guid = decode(repeat('00', 17), 'hex')", place: "guid"),
        set("instance", "guid = NULL", place: "guid"),
        set("instance", "server_name = repeat('x', 16385)", place: "server_name"),
        set("instance", "server_name = repeat('x', 50000000)", place: "server_name"),
        set("instance", "server_name = U&'a\\2400b'", place: "server_name"),
        set("instance", "server_name = U&'a\\2400'", place: "server_name"),
        set("instance", "server_name = NULL", place: "server_name"),
        set("instance", "created = -1", place: "created"),
        set("instance", "created = 9223372036854775807", place: "created"),
        set("instance", "format_version = 4294967296", place: "format_version"),
        set("instance", "revision = 9223372036854775807", place: "revision"),
        set("instance", "next_database = 2147483647", place: "next_database"),
        set("instance", "next_credential = -9223372036854775808", place: "next_credential"),
        set("instance", "id = 2", place: "id 2"),
        HostileChange("instance", "DROP TABLE instance", place: "tables"),
        HostileChange("instance", "ALTER TABLE instance RENAME COLUMN guid TO uuid", place: "tables"),
        retype("instance", "created", "double precision DEFAULT 1.5e300", place: "created"),
        retype("instance", "next_database", "integer DEFAULT 7", place: "next_database"),
        retype("instance", "next_credential", "text DEFAULT 'twelve'", place: "next_credential"),
        retype("instance", "server_name", "bytea DEFAULT 'x'", place: "tables"),
    ]

    private static let databaseChanges = [
        set("databases", "name = '' WHERE id = 5", place: "databases, row id 5: name"),
        set("databases", "name = E'a\\n' WHERE id = 5", place: "row id 5: name"),
        set("databases", "name = repeat('00', 65) WHERE id = 5", place: "row id 5: name"),
        set("databases", "name = 'Database 6' WHERE id = 5", place: "row id 5"),
        set("databases", "id = 4294967301 WHERE id = 5", place: "id 4294967301"),
        set("databases", "family = '' WHERE id = 5", place: "row id 5: family"),
        set("databases", "created = 7258118400000000 WHERE id = 5", place: "row id 5: created"),
    ]

    private static let keyChanges = [
        set("keys", "kind = 99", .unsupported, place: "row database_id 5, kind 99, number 101: kind"),
        set("keys", "kind = 258", place: "kind 258"),
        set("keys", "number = 2147483648", place: "number 2147483648"),
        set("keys", "algorithm = 99", .unsupported, place: "algorithm"),
        set("keys", "algorithm = 0", place: "algorithm"),
        set("keys", "fingerprint = decode(repeat('00', 15), 'hex')", place: "fingerprint"),
        set("keys", "identity = repeat('x', 70000)", place: "identity"),
        set("keys", "details = decode(repeat('00', 32769), 'hex')", place: "details"),
        set("keys", "version = 9223372036854775807", place: "version"),
        set("keys", "modified = -5", place: "modified"),
    ]

    private static let encryptionChanges = [
        set("key_encryptions", "slot = 2147483647 WHERE slot = 1", place: "slot 2147483647"),
        set("key_encryptions", "protector = 4 WHERE slot = 1", .unsupported, place: "protector"),
        set("key_encryptions", "protector = 300 WHERE slot = 1", place: "protector"),
        set("key_encryptions", "protector = 1 WHERE slot = 1", place: "protector_name"),
        set("key_encryptions", "protector_name = 'x' WHERE slot = 1", place: "protector_name"),
        set("key_encryptions", "protector = 2 WHERE slot = 1", place: "protector_database_id"),
        set("key_encryptions", "protector_kind = 0 WHERE slot = 2", place: "protector_kind"),
        set("key_encryptions", "protector_kind = 99 WHERE slot = 2", .unsupported, place: "_kind"),
        set("key_encryptions", "protector_number = NULL WHERE slot = 2", place: "protector_number"),
        set("key_encryptions", "label = NULL", place: "label"),
        set("key_encryptions", "last_proved = -1", place: "last_proved"),
        set("key_encryptions", "sealed = decode(repeat('00', 8193), 'hex')", place: "number 101, slot 1: sealed"),
        set(
            "key_encryptions", "sealed = decode(repeat('00', 90000000), 'hex') WHERE slot = 1", place: "slot 1: sealed"),
    ]

    private static let backupChanges = [
        set("backups", "fingerprint = decode(repeat('00', 17), 'hex')", place: "fingerprint"),
        set("backups", "is_copy = 2", place: "is_copy"),
        set("backups", "verified = 9007199254740993", place: "verified"),
        set("backups", "passwords = ''", place: "passwords"),
        set("backups", "passwords = 'C0FFEE00 safe'", place: "passwords"),
        set("backups", "passwords = 'c0ffee0 safe'", place: "passwords"),
        set("backups", "passwords = E'c0ffee00\\n'", place: "passwords"),
        set("backups", "passwords = E'c0ffee00 a\\rb'", place: "passwords"),
        set("backups", "passwords = 'c0ffee00 ' || repeat('0', 129)", place: "passwords"),
        set("backups", "passwords = repeat(E'c0ffee00\\n', 20) || 'c0ffee00'", place: "passwords"),
    ]

    private let test: TestStore

    init() async throws {
        test = try await TestStore()
        try await test.store.fill(databases: 5...5)
        try await test.store.write { try $0.put(BackupRecord.sample(.masterKey(5), at: "place")) }
    }

    @Test(arguments: changes)
    func aRowThatNobodyCanHaveWrittenIsRefused(_ change: HostileChange) async throws {
        try test.psql(change.sql)
        let error = await #expect(throws: HierarchyError.self) { try await readEverything() }
        #expect(error?.code == change.code)
        #expect(error?.message.contains(change.place) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(test.schema) == true)
    }

    /// Reads each row in each way that finds it.
    private func readEverything() async throws {
        try await test.store.read { store in
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
