#if SQLite
import KeyHierarchy

extension KeyEncryption {
    static let columns = "\(columnsButProtector), \(Protector.columns)"

    /// The columns for somebody who knows the protector already.
    static let columnsButProtector = "database_id, kind, number, slot, label, created, last_proved, sealed"

    static let upsert = """
        INSERT INTO key_encryptions (
            database_id, kind, number, slot, protector, protector_database_id, protector_kind, protector_number,
            protector_name, label, created, last_proved, sealed
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (database_id, kind, number, slot) DO UPDATE SET
            protector = excluded.protector, protector_database_id = excluded.protector_database_id,
            protector_kind = excluded.protector_kind, protector_number = excluded.protector_number,
            protector_name = excluded.protector_name, label = excluded.label, created = excluded.created,
            last_proved = excluded.last_proved, sealed = excluded.sealed
        """

    /// Encrypts a secret again under the same protector: what a key that is replaced asks for, a hundred thousand times.
    /// Unlike ``upsert``, it leaves the index alone, which takes half the time.
    static let renewal = """
        UPDATE key_encryptions SET last_proved = ?, sealed = ?
        WHERE database_id = ? AND kind = ? AND number = ? AND slot = ? AND \(Protector.condition) AND label = ?
            AND created = ?
        """

    /// Reads ``columns``.
    init(_ row: inout StoredRow) throws {
        try self.init(&row) { try Protector(&$0) }
    }

    /// Reads ``columnsButProtector``, of a row with that protector and perhaps that label.
    init(_ row: inout StoredRow, under protector: Protector, perhaps label: String) throws {
        try self.init(&row, perhaps: label) { _ in protector }
    }

    private init(
        _ row: inout StoredRow,
        perhaps label: String = "",
        protector: (inout StoredRow) throws -> Protector
    ) throws {
        let id = Identifier(key: try KeyIdentifier(&row), slot: try row.integer(in: Limits.numbers))
        let label = try row.text(perhaps: label)
        let created = try row.date()
        let lastProved = try row.ifPresent { try $0.date() }
        let sealed = try row.sealedSecret()
        self.init(
            id: id, protector: try protector(&row), label: label, created: created, lastProved: lastProved,
            sealed: sealed)
    }

    func values() throws -> [ColumnValue] {
        try id.values + protector.values + [
            .text(label), .date(created), .optional(lastProved, ColumnValue.date), .blob(sealed.bytes),
        ]
    }

    /// The values for ``renewal``.
    func renewalValues() throws -> [ColumnValue] {
        // One array, not one for each of the columns' owners: half of what a million of these cost is memory.
        var values: [ColumnValue] = []
        values.reserveCapacity(13)
        values.append(try .optional(lastProved, ColumnValue.date))
        values.append(.blob(sealed.bytes))
        id.append(to: &values)
        protector.append(to: &values)
        values.append(.text(label))
        values.append(try .date(created))
        return values
    }
}

extension KeyEncryption.Identifier {
    /// The values for `database_id`, `kind`, `number` and `slot`.
    var values: [ColumnValue] {
        var values: [ColumnValue] = []
        append(to: &values)
        return values
    }

    fileprivate func append(to values: inout [ColumnValue]) {
        key.append(to: &values)
        values.append(.number(slot))
    }
}
#endif
