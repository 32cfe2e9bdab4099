#if SQLite
import GRDB
import StoreRows

/// The tables of a store, and how they came to be.
///
/// A released migration never changes. A change of the tables is a new one, which also sets `user_version`, and raises
/// ``StoreIdentity/version``. ``StoreOpening`` carries it out on an older store that is opened for writing; one that is
/// opened for reading stays as it is, and ``SQLiteTransaction`` reads it in its old form.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            try database.execute(sql: version1)
            // In the same transaction: a file with our number has our tables.
            try database.execute(sql: "PRAGMA application_id = \(StoreIdentity.applicationID)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        // Every connection checks foreign keys at its commits; to check all rows would take minutes for a million.
        migrator.registerMigration("v2", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: version2)
            try database.execute(sql: "PRAGMA user_version = 2")
        }
        return migrator
    }

    // Numbers of kinds, protectors and algorithms are bounded but not listed: a newer version may add some to these very
    // tables, and an older one says so when it meets them.
    //
    // Foreign keys are checked at the commit, so that the order in which an operation writes does not matter.
    private static let version1 = """
        CREATE TABLE instance (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            guid BLOB NOT NULL CHECK (length(guid) = 16),
            server_name TEXT NOT NULL CHECK (length(server_name) <= \(Limits.textSize)),
            created INTEGER NOT NULL CHECK (created \(Limits.timestamps.sql)),
            format_version INTEGER NOT NULL CHECK (format_version \(Limits.numbers.sql)),
            revision INTEGER NOT NULL CHECK (revision \(Limits.versions.sql)),
            next_database INTEGER NOT NULL CHECK (next_database \(Limits.numbers.sql)),
            next_credential INTEGER NOT NULL CHECK (next_credential \(Limits.numbers.sql))
        ) STRICT;

        CREATE TABLE databases (
            id INTEGER PRIMARY KEY CHECK (id \(Limits.numbers.sql)),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
            folded_name TEXT NOT NULL UNIQUE,
            family BLOB NOT NULL CHECK (length(family) = 16),
            created INTEGER NOT NULL CHECK (created \(Limits.timestamps.sql))
        ) STRICT;

        CREATE TABLE keys (
            database_id INTEGER NOT NULL
                REFERENCES databases (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 255),
            number INTEGER NOT NULL CHECK (number \(Limits.numbers.sql)),
            name TEXT NOT NULL CHECK (length(name) <= \(Limits.textSize)),
            guid BLOB NOT NULL CHECK (length(guid) = 16),
            algorithm INTEGER CHECK (algorithm BETWEEN 1 AND 255),
            fingerprint BLOB CHECK (length(fingerprint) = 16),
            identity TEXT CHECK (length(identity) <= \(Limits.textSize)),
            created INTEGER NOT NULL CHECK (created \(Limits.timestamps.sql)),
            modified INTEGER NOT NULL CHECK (modified \(Limits.timestamps.sql)),
            version INTEGER NOT NULL CHECK (version \(Limits.versions.sql)),
            PRIMARY KEY (database_id, kind, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE key_encryptions (
            database_id INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            number INTEGER NOT NULL,
            slot INTEGER NOT NULL CHECK (slot \(Limits.numbers.sql)),
            protector INTEGER NOT NULL CHECK (protector BETWEEN 1 AND 255),
            protector_database_id INTEGER,
            protector_kind INTEGER,
            protector_number INTEGER,
            protector_name TEXT CHECK (length(protector_name) <= \(Limits.textSize)),
            label TEXT NOT NULL CHECK (length(label) <= \(Limits.textSize)),
            created INTEGER NOT NULL CHECK (created \(Limits.timestamps.sql)),
            last_proved INTEGER CHECK (last_proved \(Limits.timestamps.sql)),
            sealed BLOB NOT NULL CHECK (length(sealed) <= \(Limits.sealedSize)),
            PRIMARY KEY (database_id, kind, number, slot),
            FOREIGN KEY (database_id, kind, number)
                REFERENCES keys (database_id, kind, number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            CHECK ((protector <> 1) OR (protector_name IS NOT NULL)),
            CHECK ((protector <> 2) OR (protector_database_id IS NOT NULL AND protector_kind IS NOT NULL
                AND protector_number IS NOT NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX key_encryptions_by_protector ON key_encryptions (
            protector, protector_database_id, protector_kind, protector_number, protector_name,
            database_id, kind, number, slot
        );

        -- Of the database and not of the key: what is known of backups outlives the key.
        CREATE TABLE backups (
            database_id INTEGER NOT NULL
                REFERENCES databases (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 255),
            number INTEGER NOT NULL CHECK (number \(Limits.numbers.sql)),
            place TEXT NOT NULL CHECK (length(place) <= \(Limits.textSize)),
            fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
            is_copy INTEGER NOT NULL CHECK (is_copy IN (0, 1)),
            verified INTEGER NOT NULL CHECK (verified \(Limits.timestamps.sql)),
            PRIMARY KEY (database_id, kind, number, place)
        ) STRICT, WITHOUT ROWID;
        """
}

extension StoreSchema {
    /// Certificates, asymmetric keys and database encryption keys have more to be known of than a name, and backups
    /// passwords, a line for each.
    ///
    /// Without a CHECK of their length, unlike the others: SQLite would read every row of the tables for it, and memory as
    /// large as a damaged row says. The library checks them on the way in and out.
    private static let version2 = """
        ALTER TABLE keys ADD COLUMN details BLOB;
        ALTER TABLE backups ADD COLUMN passwords TEXT;
        """
}

extension ClosedRange<Int64> {
    fileprivate var sql: String {
        "BETWEEN \(lowerBound) AND \(upperBound)"
    }
}
#endif
