#if SQLite
import GRDB
import GRDBSQLite
import KeyHierarchy

/// Opens the connections to a store whose file exists.
struct StoreOpening {
    let path: String
    let access: SQLiteKeyStore.Access
    let busyTimeout: Duration

    /// Returns the connections, after creating the tables if the store is new.
    func run() throws -> DatabasePool {
        do {
            if access == .create { try createTables() }
            return try open()
        } catch {
            throw HierarchyError.report(error, path: path)
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
    private func createTables() throws {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try StoreSchema.migrator.migrate(queue)
            try queue.close()
        } catch {
            // Nobody else has opened it: it was not a key store yet.
            StoreFile.remove(path)
            throw error
        }
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
