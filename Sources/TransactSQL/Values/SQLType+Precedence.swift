extension SQLType {
    /// The place of the type in SQL Server's order of precedence: where two types meet, values of the lower one are
    /// converted to the higher one.
    private var precedence: Int {
        switch name {
        case .sqlVariant: 16
        case .datetime2: 15
        case .datetime: 14
        case .date: 13
        case .float: 12
        case .real: 11
        case .decimal: 10
        case .money: 9
        case .bigint: 8
        case .int: 7
        case .smallint: 6
        case .tinyint: 5
        case .bit: 4
        case .uniqueidentifier: 3
        case .nvarchar, .nchar, .sysname: 2
        case .varchar, .char: 1
        case .varbinary, .binary: 0
        }
    }

    /// The type that values of either type have where they meet: in a comparison, a `CASE`, a `UNION`.
    ///
    /// A type that is `nil` is that of the literal `NULL`, and yields to any other.
    static func common(_ types: [SQLType?]) -> SQLType {
        let known = types.compactMap { $0 }
        guard let highest = known.max(by: { $0.precedence < $1.precedence }) else { return .int }
        if highest.name == .decimal { return commonDecimal(known) }
        guard highest.isText || highest.isBinary else { return highest }
        let lengths = known.map { $0.isText || $0.isBinary ? $0.length : 36 }
        let longest = lengths.contains(nil) ? nil : lengths.compactMap { $0 }.max()
        if highest.isBinary { return .varbinary(longest) }
        return highest.isUnicode ? .nvarchar(longest) : .varchar(longest)
    }
}
