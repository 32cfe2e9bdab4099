#if PostgreSQL
import StoreRows

extension StoreSchema {
    // Numbers of kinds, protectors and algorithms are bounded but not listed: a newer version may add some to these very
    // tables, and an older one says so when it meets them.
    //
    // Foreign keys are checked at the commit, so that the order in which an operation writes does not matter.
    //
    // No index has a long text in it: its entries may have a third of a page.
    static let version1 = """
        CREATE TABLE store (
            id bigint PRIMARY KEY CHECK (id = 1),
            application text COLLATE "C" NOT NULL,
            version bigint NOT NULL
        );

        -- Who has committed what last: whoever lost the answer to a commit asks here.
        CREATE TABLE writers (
            id bytea PRIMARY KEY CHECK (octet_length(id) = 16),
            operation bigint NOT NULL,
            committed timestamptz NOT NULL
        );

        CREATE TABLE instance (
            id bigint PRIMARY KEY CHECK (id = 1),
            guid bytea NOT NULL CHECK (octet_length(guid) = 16),
            server_name \(text) NOT NULL \(bounded("server_name")),
            created bigint NOT NULL CHECK (created \(Limits.timestamps.sql)),
            format_version bigint NOT NULL CHECK (format_version \(Limits.numbers.sql)),
            revision bigint NOT NULL CHECK (revision \(Limits.versions.sql)),
            next_database bigint NOT NULL CHECK (next_database \(Limits.numbers.sql)),
            next_credential bigint NOT NULL CHECK (next_credential \(Limits.numbers.sql))
        );

        CREATE TABLE databases (
            id bigint PRIMARY KEY CHECK (id \(Limits.numbers.sql)),
            name \(text) NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1024),
            folded_name \(text) NOT NULL UNIQUE,
            family bytea NOT NULL CHECK (octet_length(family) = 16),
            created bigint NOT NULL CHECK (created \(Limits.timestamps.sql))
        );

        CREATE TABLE keys (
            database_id bigint NOT NULL REFERENCES databases (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            kind bigint NOT NULL CHECK (kind BETWEEN 1 AND 255),
            number bigint NOT NULL CHECK (number \(Limits.numbers.sql)),
            name \(text) NOT NULL \(bounded("name")),
            guid bytea NOT NULL CHECK (octet_length(guid) = 16),
            algorithm bigint CHECK (algorithm BETWEEN 1 AND 255),
            fingerprint bytea CHECK (octet_length(fingerprint) = 16),
            identity \(text) \(bounded("identity")),
            details bytea CHECK (octet_length(details) <= \(Limits.detailsSize)),
            created bigint NOT NULL CHECK (created \(Limits.timestamps.sql)),
            modified bigint NOT NULL CHECK (modified \(Limits.timestamps.sql)),
            version bigint NOT NULL CHECK (version \(Limits.versions.sql)),
            PRIMARY KEY (database_id, kind, number)
        );

        CREATE TABLE key_encryptions (
            database_id bigint NOT NULL,
            kind bigint NOT NULL,
            number bigint NOT NULL,
            slot bigint NOT NULL CHECK (slot \(Limits.numbers.sql)),
            protector bigint NOT NULL CHECK (protector BETWEEN 1 AND 255),
            protector_database_id bigint,
            protector_kind bigint,
            protector_number bigint,
            protector_name \(text) \(bounded("protector_name")),
            label \(text) NOT NULL \(bounded("label")),
            created bigint NOT NULL CHECK (created \(Limits.timestamps.sql)),
            last_proved bigint CHECK (last_proved \(Limits.timestamps.sql)),
            sealed bytea NOT NULL CHECK (octet_length(sealed) <= \(Limits.sealedSize)),
            PRIMARY KEY (database_id, kind, number, slot),
            FOREIGN KEY (database_id, kind, number)
                REFERENCES keys (database_id, kind, number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            CHECK ((protector <> 1) OR (protector_name IS NOT NULL)),
            CHECK ((protector <> 2) OR (protector_database_id IS NOT NULL AND protector_kind IS NOT NULL
                AND protector_number IS NOT NULL))
        );

        -- One index for each sort of protector: in one for all, a walk in the order of the keys would stumble over the
        -- columns that are NULL.
        CREATE INDEX key_encryptions_by_root ON key_encryptions (database_id, kind, number, slot)
            WHERE protector = 1;
        CREATE INDEX key_encryptions_by_key ON key_encryptions (
            protector_database_id, protector_kind, protector_number, database_id, kind, number, slot
        ) WHERE protector = 2;
        CREATE INDEX key_encryptions_by_password ON key_encryptions (database_id, kind, number, slot)
            WHERE protector = 3;

        -- Of the database and not of the key: what is known of backups outlives the key.
        CREATE TABLE backups (
            database_id bigint NOT NULL REFERENCES databases (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            kind bigint NOT NULL CHECK (kind BETWEEN 1 AND 255),
            number bigint NOT NULL CHECK (number \(Limits.numbers.sql)),
            place \(text) NOT NULL \(bounded("place")),
            fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 16),
            is_copy bigint NOT NULL CHECK (is_copy IN (0, 1)),
            verified bigint NOT NULL CHECK (verified \(Limits.timestamps.sql)),
            passwords \(text) \(bounded("passwords"))
        );

        CREATE INDEX backups_by_key ON backups (database_id, kind, number);
        """

    /// Compared byte by byte, whatever the language of the database.
    private static let text = #"text COLLATE "C""#

    private static func bounded(_ column: String) -> String {
        "CHECK (octet_length(\(column)) <= \(StoredText.maximumSize(of: Limits.textSize)))"
    }
}

extension ClosedRange<Int64> {
    fileprivate var sql: String {
        "BETWEEN \(lowerBound) AND \(upperBound)"
    }
}
#endif
