#if PostgreSQL
import KeyHierarchy
import StoreRows

/// The tables of a store, and how they came to be.
///
/// A released migration never changes. A change of the tables is a new one at the end of the list. It is carried out on an
/// older store that is opened for writing; one that is opened for reading stays as it is.
struct StoreSchema {
    /// What makes the tables of version 1 out of nothing, those of version 2 out of those of version 1, and so on.
    let migrations: [String]

    /// The tables of this version of the library.
    static let current = StoreSchema(migrations: [version1])

    /// The version of the tables that this library writes, and the highest that it reads.
    static let version = current.version

    var version: Int64 {
        Int64(migrations.count)
    }

    /// Creates the store: as a whole or not at all.
    ///
    /// Hosts that do so at the same time come one after the other, and all but the first find the store there.
    func create(_ schema: String, on connection: Connection) throws {
        try inTransaction(on: connection) {
            try connection.script("SELECT pg_advisory_xact_lock(\(Self.lock), hashtext('\(schema)'))")
            let exists = "SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace(?)"
            guard try connection.integer(exists, [.text(schema)]) == 0 else {
                throw HierarchyError.storeExists(connection.store)
            }
            let encoding = "SELECT count(*) FROM pg_database WHERE datname = current_database() AND encoding = 6"
            guard try connection.integer(encoding) == 1 else {
                throw HierarchyError(
                    .unsupported, "The database of the key store \(connection.store) does not have the encoding UTF8.",
                    advice: "Create one that does: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0.")
            }
            // A schema that is there already need not be ours to create.
            if try connection.integer("SELECT count(*) FROM pg_namespace WHERE nspname = ?", [.text(schema)]) == 0 {
                try connection.script("CREATE SCHEMA \"\(schema)\"")
            }
            for migration in migrations { try connection.script(migration) }
            try connection.execute(
                "INSERT INTO store (id, application, version) VALUES (1, ?, ?)",
                [.text(StoreIdentity.application), .number(version)])
            return true
        }
    }

    /// Brings the tables of an older version to this one.
    ///
    /// Hosts that do so at the same time come one after the other, as all writers do, and the second finds it done.
    func migrate(on connection: Connection) throws {
        try inTransaction(on: connection) {
            let found = try StoreIdentity.version(on: connection, locking: true, upTo: version)
            guard found < version else { return false }
            for migration in migrations[Int(found)...] { try connection.script(migration) }
            try connection.execute("UPDATE store SET version = ? WHERE id = 1", [.number(version)])
            return true
        }
    }

    /// Calls `body` in a transaction, and commits it if it says that it has changed something.
    private func inTransaction(on connection: Connection, _ body: () throws -> Bool) throws {
        connection.begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        do {
            guard try body() else { return connection.rollBack() }
        } catch {
            connection.rollBack()
            throw error
        }
        do {
            try connection.commit()
        } catch let unconfirmed as Connection.Unconfirmed {
            throw HierarchyError.unconfirmed(connection.store, cause: unconfirmed.warning)
        } catch let failure as PostgreSQLFailure where failure.lostConnection {
            throw HierarchyError.tablesUnknown(connection.store, cause: failure)
        } catch let failure as PostgreSQLFailure {
            connection.rollBack()
            throw HierarchyError.report(failure, store: connection.store)
        }
    }

    /// The first half of the number of the lock: "KHST". The server's advisory locks belong to all programs on it.
    private static let lock: Int32 = 0x4B48_5354
}
#endif
