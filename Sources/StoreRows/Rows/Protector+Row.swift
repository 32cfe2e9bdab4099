package import KeyHierarchy

extension Protector {
    /// The numbers of the protectors, part of the stored format, and the same as in what encryptions are bound to.
    private enum Code: UInt8 {
        case root = 1
        case key = 2
        case password = 3
    }

    package static let columns = "protector, protector_database_id, protector_kind, protector_number, protector_name"

    package init(_ row: inout StoredRow) throws {
        let number = try row.code()
        guard let code = Code(rawValue: number) else { throw row.unknown("protector \(number)") }
        switch code {
        case .root:
            try row.nulls(3)
            self = .root(RootProtectorName(rawValue: try row.text()))
        case .key:
            self = .key(try KeyIdentifier(&row))
            try row.nulls(1)
        case .password:
            try row.nulls(4)
            self = .password
        }
    }

    /// The values for the five columns.
    package var values: [ColumnValue] {
        var values: [ColumnValue] = []
        append(to: &values)
        return values
    }

    func append(to values: inout [ColumnValue]) {
        switch self {
        case .root(let name):
            values += [.number(Code.root.rawValue), .null, .null, .null, .text(name.rawValue)]
        case .key(let key):
            values.append(.number(Code.key.rawValue))
            key.append(to: &values)
            values.append(.null)
        case .password:
            values += [.number(Code.password.rawValue), .null, .null, .null, .null]
        }
    }
}
