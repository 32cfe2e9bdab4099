#if SQLite
import GRDB
import GRDBSQLite
import KeyHierarchy

/// Opens the connections to a store, or creates it.
struct StoreOpening {
    let path: String
    let access: SQLiteKeyStore.Access
    let busyTimeout: Duration

    /// Returns the connections to a store that exists, or has just been created.
    func run() throws -> DatabasePool {
        do {
            return try open()
        } catch {
            throw HierarchyError.report(error, path: path)
        }
    }

    /// Creates the store, as a whole or not at all.
    func create() throws {
        try StoreFile.create(at: path) { temporary in
            do {
                try createTables(at: temporary)
            } catch {
                throw HierarchyError.report(error, path: path)
            }
        }
    }

    /// Refuses an SQLite that does not know the tables' STRICT.
    static func requireSQLite() throws {
        guard sqlite3_libversion_number() >= 3_037_000 else {
            throw HierarchyError(
                .unsupported, "The SQLite of this machine is \(unsafe String(cString: sqlite3_libversion())).",
                advice: "A key store needs SQLite 3.37 or later.")
        }
    }

    /// Writes the tables while the file has no write-ahead log yet, so that the file says by itself what it is.
    private func createTables(at path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration())
        try StoreSchema.migrator.migrate(queue)
        try queue.close()
    }

    private func open() throws -> DatabasePool {
        var configuration = configuration()
        configuration.readonly = access == .readOnly
        let path = path
        // Here, because what comes next writes: GRDB switches to the write-ahead log.
        configuration.prepareDatabase { database in
            try StoreIdentity.verify(StoreConnection(database: database, path: path))
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        if access != .readOnly {
            // GRDB chooses NORMAL for the write-ahead log, with which a loss of power can take back the last commits. A
            // key whose database has moved on must not come back.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            // In one transaction. Others who have the store open in its old form then refuse to go on.
            do {
                try StoreSchema.migrator.migrate(pool)
            } catch {
                // Another process may have done so after this one had looked what was to be done.
                guard (try? pool.read(StoreSchema.migrator.hasCompletedMigrations)) == true else { throw error }
            }
        }
        return pool
    }

    private func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "SQLiteKeyStore"
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.prepareDatabase(ConnectionSettings.apply)
        return configuration
    }
}
#endif
