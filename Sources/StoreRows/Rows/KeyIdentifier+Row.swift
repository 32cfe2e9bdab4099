package import KeyHierarchy

extension KeyIdentifier {
    package init(_ row: inout StoredRow) throws {
        let database = DatabaseIdentifier(rawValue: try row.integer(in: Limits.numbers))
        let code = try row.code()
        guard let kind = Kind(rawValue: code) else { throw row.unknown("kind \(code)") }
        self.init(kind: kind, database: database, number: try row.integer(in: Limits.numbers))
    }

    /// The values for `database_id`, `kind` and `number`.
    package var values: [ColumnValue] {
        var values: [ColumnValue] = []
        append(to: &values)
        return values
    }

    func append(to values: inout [ColumnValue]) {
        values.append(.number(database.rawValue))
        values.append(.number(kind.rawValue))
        values.append(.number(number))
    }
}
