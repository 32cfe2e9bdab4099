/// A data type of Transact-SQL.
public struct SQLType: Hashable, Sendable {
    /// The name of a type, without a length.
    public enum Name: String, Hashable, Sendable {
        case bit, tinyint, smallint, int, bigint, decimal, money, float, real
        case char, varchar, nchar, nvarchar, sysname
        case binary, varbinary, uniqueidentifier
        case date, datetime, datetime2
        case sqlVariant = "sql_variant"
    }

    /// The name.
    public var name: Name
    /// The declared length, in characters of character types and in bytes of binary ones; `nil` for `max`, and for the types
    /// that have none.
    public var length: Int?

    /// Creates a type.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - length: The length, in characters or bytes; `nil` for `max` and for types without a length.
    public init(_ name: Name, length: Int? = nil) {
        self.name = name
        self.length = name == .sysname ? 128 : length
    }
}

extension SQLType {
    static let bit = SQLType(.bit)
    static let tinyint = SQLType(.tinyint)
    static let int = SQLType(.int)
    static let bigint = SQLType(.bigint)
    static let float = SQLType(.float)
    static let real = SQLType(.real)
    static let sysname = SQLType(.sysname)
    static let uniqueidentifier = SQLType(.uniqueidentifier)
    static let datetime = SQLType(.datetime)
    static let sqlVariant = SQLType(.sqlVariant)
    static func nvarchar(_ length: Int?) -> SQLType { SQLType(.nvarchar, length: length) }
    static func varchar(_ length: Int?) -> SQLType { SQLType(.varchar, length: length) }
    static func char(_ length: Int) -> SQLType { SQLType(.char, length: length) }
    static func varbinary(_ length: Int?) -> SQLType { SQLType(.varbinary, length: length) }

    /// Whether values are text.
    public var isText: Bool {
        switch name {
        case .char, .varchar, .nchar, .nvarchar, .sysname: true
        default: false
        }
    }

    /// Whether values are text in UTF-16.
    var isUnicode: Bool { [.nchar, .nvarchar, .sysname].contains(name) }

    /// Whether values are bytes.
    public var isBinary: Bool { name == .binary || name == .varbinary }

    /// Whether values are whole numbers.
    var isInteger: Bool { [.tinyint, .smallint, .int, .bigint].contains(name) }
}

extension SQLType: CustomStringConvertible {
    /// The type as it is declared: `nvarchar(60)`, `varbinary(max)`, `int`.
    public var description: String {
        switch name {
        case .char, .varchar, .nchar, .nvarchar, .binary, .varbinary:
            "\(name.rawValue)(\(length.map(String.init) ?? "max"))"
        default: name.rawValue
        }
    }
}
