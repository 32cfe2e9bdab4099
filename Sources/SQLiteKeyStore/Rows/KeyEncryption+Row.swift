#if SQLite
import GRDB
import KeyHierarchy

extension KeyEncryption {
    static let columns = """
        database_id, kind, number, slot, \(Protector.columns), CAST(label AS BLOB) AS label, created, last_proved, sealed
        """

    static let upsert = """
        INSERT INTO key_encryptions (
            database_id, kind, number, slot, protector, protector_database_id, protector_kind, protector_number,
            protector_name, label, created, last_proved, sealed
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?)
        ON CONFLICT (database_id, kind, number, slot) DO UPDATE SET
            protector = excluded.protector, protector_database_id = excluded.protector_database_id,
            protector_kind = excluded.protector_kind, protector_number = excluded.protector_number,
            protector_name = excluded.protector_name, label = excluded.label, created = excluded.created,
            last_proved = excluded.last_proved, sealed = excluded.sealed
        """

    init(_ row: inout StoredRow) throws {
        self.init(
            id: Identifier(key: try KeyIdentifier(&row), slot: try row.integer(in: Limits.numbers)),
            protector: try Protector(&row), label: try row.text(), created: try row.date(),
            lastProved: try row.ifPresent { try $0.date() }, sealed: try row.bytes(atMost: Limits.sealedSize))
    }

    func values() throws -> [DatabaseValue] {
        try id.values + protector.values() + [
            .text(label), .date(created), lastProved.map { try .date($0) } ?? .null,
            .blob(sealed, atMost: Limits.sealedSize),
        ]
    }
}

extension KeyEncryption.Identifier {
    /// The values for `database_id`, `kind`, `number` and `slot`.
    var values: [DatabaseValue] {
        key.values + [.integer(slot)]
    }
}
#endif
