#if SQLite
import KeyHierarchy

extension BackupRecord {
    static let columns = """
        database_id, kind, number, place, fingerprint, is_copy, verified
        """

    static let upsert = """
        INSERT INTO backups (database_id, kind, number, place, fingerprint, is_copy, verified)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (database_id, kind, number, place) DO UPDATE SET
            fingerprint = excluded.fingerprint, is_copy = excluded.is_copy, verified = excluded.verified
        """

    init(_ row: inout StoredRow) throws {
        let key = try KeyIdentifier(&row)
        let place = try row.text()
        self.init(
            key: key, fingerprint: try row.fingerprint(), place: place, isCopy: try row.flag(),
            verified: try row.date())
    }

    func values() throws -> [ColumnValue] {
        key.values + [.text(place), .fingerprint(fingerprint), .flag(isCopy), try .date(verified)]
    }
}
#endif
