#if SQLite
import GRDB
import KeyHierarchy

extension BackupRecord {
    static let columns = """
        database_id, kind, number, CAST(place AS BLOB) AS place, fingerprint, is_copy, verified
        """

    static let upsert = """
        INSERT INTO backups (database_id, kind, number, place, fingerprint, is_copy, verified)
        VALUES (?, ?, ?, CAST(? AS TEXT), ?, ?, ?)
        ON CONFLICT (database_id, kind, number, place) DO UPDATE SET
            fingerprint = excluded.fingerprint, is_copy = excluded.is_copy, verified = excluded.verified
        """

    init(_ row: inout StoredRow) throws {
        let key = try KeyIdentifier(&row)
        let place = try row.text()
        self.init(
            key: key, fingerprint: try row.fingerprint(), place: place, isCopy: try row.boolean(),
            verified: try row.date())
    }

    func values() throws -> [DatabaseValue] {
        key.values + [try .text(place), .fingerprint(fingerprint), .boolean(isCopy), try .date(verified)]
    }
}
#endif
