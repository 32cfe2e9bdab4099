#if SQLite
import GRDB
import GRDBSQLite

/// What is set on every connection before it is used. Foreign keys are on already: GRDB's default.
enum ConnectionSettings {
    /// The longest value, and the longest row, that a connection reads or writes, in bytes. The longest that a store
    /// holds are a little over 65,536; a larger one is refused before there is memory for it.
    static let maximumRowSize: Int32 = 1 << 17

    static func apply(to database: Database) throws {
        // First: the schema that the pragmas read is in rows, too.
        unsafe sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, maximumRowSize)
        try database.execute(sql: pragmas)
    }

    private static let pragmas = """
        -- Views, triggers and indexes that somebody has put into the file call no function with side effects.
        PRAGMA trusted_schema = OFF;
        -- A damaged page is found when it is read, not when it is believed.
        PRAGMA cell_size_check = ON;
        -- An encryption that was removed or replaced is overwritten with zeros in the file. Otherwise it would stay in
        -- free space, for whoever has its old password and the file. (In the log it stays until that is written anew.)
        PRAGMA secure_delete = ON;
        -- Nothing of the store goes to temporary files elsewhere.
        PRAGMA temp_store = MEMORY;
        -- The log of a large operation is cut back once it is done with.
        PRAGMA journal_size_limit = 1048576;
        -- On Darwin, fsync alone stops at the drive's cache. Elsewhere these do nothing.
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA synchronous = FULL;
        """
}
#endif
