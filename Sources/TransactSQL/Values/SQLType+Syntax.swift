import TransactSQLSyntax

extension SQLType {
    /// The type that a declaration or a conversion names.
    ///
    /// - Parameters:
    ///   - type: The type as it is written.
    ///   - defaultLength: The length of character and binary types that are given none: 1 in a declaration, 30 in a
    ///     conversion.
    /// - Throws: ``StatementFailure`` 2715 for a type that does not exist, 1001, 2750 or 2751 for a precision or a scale that
    ///   it cannot have, ``NotModelled`` for one that does exist and is not known here.
    init(_ type: DataType, defaultLength: Int) throws {
        let text = type.name.name.text.lowercased()
        guard let name = Name(rawValue: Self.synonyms[text] ?? text) else {
            guard !Self.unknown.contains(text) else { throw NotModelled("the type \(text)", nil) }
            throw StatementFailure(2715, 1, type.name.name).whileBinding
        }
        switch name {
        case .char, .varchar, .nchar, .nvarchar, .binary, .varbinary:
            switch type.size {
            case .max: self.init(name, length: nil)
            case .length(let length): self.init(name, length: max(1, min(Int(length), 8000)))
            default: self.init(name, length: defaultLength)
            }
        case .decimal: self = try Self.decimal(type.size)
        default: self.init(name)
        }
    }

    private static func decimal(_ size: DataType.Size) throws -> SQLType {
        let (precision, scale): (Int, Int)
        switch size {
        case .precision(let given, let givenScale): (precision, scale) = (Int(given), Int(givenScale))
        case .length(let given): (precision, scale) = (Int(given), 0)
        default: return SQLType(.decimal)
        }
        guard precision > 0 else { throw StatementFailure(1001, 1, precision).whileBinding }
        guard precision <= SQLDecimal.mostDigits else {
            throw StatementFailure(2750, 1, precision, SQLDecimal.mostDigits).whileBinding
        }
        guard scale <= precision else { throw StatementFailure(2751, 1, scale, precision).whileBinding }
        return .decimal(precision, scale)
    }

    private static let synonyms = [
        "integer": "int", "numeric": "decimal", "dec": "decimal", "smallmoney": "money", "smalldatetime": "datetime",
        "datetimeoffset": "datetime2", "double precision": "float", "character": "char", "varying": "varchar",
        "text": "varchar", "ntext": "nvarchar",
    ]

    private static let unknown: Set = [
        "xml", "json", "vector", "hierarchyid", "geography", "geometry", "image", "timestamp", "rowversion", "time",
        "cursor", "table",
    ]
}
