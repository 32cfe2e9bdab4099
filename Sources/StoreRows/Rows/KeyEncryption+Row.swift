package import KeyHierarchy

extension KeyEncryption {
    package static let columns = "\(columnsButProtector), \(Protector.columns)"

    /// The columns for somebody who knows the protector already.
    package static let columnsButProtector = "database_id, kind, number, slot, label, created, last_proved, sealed"

    /// Reads ``columns``.
    package init(_ row: inout StoredRow) throws {
        try self.init(&row) { try Protector(&$0) }
    }

    /// Reads ``columnsButProtector``, of a row with that protector and perhaps that label.
    package init(_ row: inout StoredRow, under protector: Protector, perhaps label: String) throws {
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

    package func values() throws -> [ColumnValue] {
        try id.values + protector.values + [
            .text(label), .date(created), .optional(lastProved, ColumnValue.date), .blob(sealed.bytes),
        ]
    }

    /// The values for a statement that sets `last_proved` and `sealed` of a row with this identifier, protector, label and time.
    package func renewalValues() throws -> [ColumnValue] {
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
    package var values: [ColumnValue] {
        var values: [ColumnValue] = []
        append(to: &values)
        return values
    }

    func append(to values: inout [ColumnValue]) {
        key.append(to: &values)
        values.append(.number(slot))
    }
}
