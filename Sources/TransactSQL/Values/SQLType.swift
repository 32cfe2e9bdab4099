/// A data type of Transact-SQL.
public struct SQLType: Hashable, Sendable {
    /// The name of a type, without a length. More may be added.
    @nonexhaustive
    public enum Name: String, Hashable, Sendable {
        /// `bit`: 0 or 1.
        case bit
        /// `tinyint`: an integer of 8 bits, without a sign.
        case tinyint
        /// `smallint`: an integer of 16 bits.
        case smallint
        /// `int`: an integer of 32 bits.
        case int
        /// `bigint`: an integer of 64 bits.
        case bigint
        /// `decimal` and `numeric`.
        case decimal
        /// `money`: four digits behind the point.
        case money
        /// `float`: a number of 64 bits.
        case float
        /// `real`: a number of 32 bits.
        case real
        /// `char`: characters of a code page, of a fixed length.
        case char
        /// `varchar`: characters of a code page.
        case varchar
        /// `nchar`: Unicode characters, of a fixed length.
        case nchar
        /// `nvarchar`: Unicode characters.
        case nvarchar
        /// `sysname`: the name of an object, 128 Unicode characters at most.
        case sysname
        /// `binary`: bytes, of a fixed length.
        case binary
        /// `varbinary`: bytes.
        case varbinary
        /// `uniqueidentifier`: a GUID.
        case uniqueidentifier
        /// `date`: a day.
        case date
        /// `datetime`: a day and a time, to a three-hundredth of a second.
        case datetime
        /// `datetime2`: a day and a time, to 100 nanoseconds.
        case datetime2
        /// `sql_variant`: a value of any of the others.
        case sqlVariant = "sql_variant"
    }

    /// The name.
    public var name: Name
    /// The declared length, in characters of character types and in bytes of binary ones; `nil` for `max`, and for the types
    /// that have none.
    public var length: Int?
    /// The most digits that a `decimal` or a `money` has, before the point and behind it; `nil` for other types.
    public private(set) var precision: Int?
    /// How many of these digits stand behind the point; `nil` for other types.
    public private(set) var scale: Int?

    /// Creates a type; a `decimal` is one of 18 digits, none of them behind the point.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - length: The length, in characters or bytes; `nil` for `max` and for types without a length.
    public init(_ name: Name, length: Int? = nil) {
        self.name = name
        self.length = name == .sysname ? 128 : length
        switch name {
        case .decimal: (precision, scale) = (18, 0)
        case .money: (precision, scale) = (19, 4)
        default: break
        }
    }

    /// The type `decimal`.
    ///
    /// - Parameters:
    ///   - precision: The most digits, 1 to 38; a number beyond these counts as the nearest of them.
    ///   - scale: How many of them stand behind the point, 0 to all of them.
    public static func decimal(_ precision: Int, _ scale: Int) -> SQLType {
        var type = SQLType(.decimal)
        let precision = min(max(precision, 1), SQLDecimal.mostDigits)
        type.precision = precision
        type.scale = min(max(scale, 0), precision)
        return type
    }
}

extension SQLType {
    static let bit = SQLType(.bit)
    static let tinyint = SQLType(.tinyint)
    static let int = SQLType(.int)
    static let bigint = SQLType(.bigint)
    static let float = SQLType(.float)
    static let real = SQLType(.real)
    static let money = SQLType(.money)
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

    /// How many characters or bytes a value has at most that is put together of others: 8000 bytes, unless the type is max.
    var mostCharacters: Int? {
        (isText || isBinary) && length == nil ? nil : isUnicode ? 4000 : 8000
    }

    /// Whether values are whole numbers.
    var isInteger: Bool { [.tinyint, .smallint, .int, .bigint].contains(name) }
}

extension SQLType: CustomStringConvertible {
    /// The type as it is declared: `nvarchar(60)`, `varbinary(max)`, `decimal(5,2)`, `int`.
    public var description: String {
        switch name {
        case .char, .varchar, .nchar, .nvarchar, .binary, .varbinary:
            "\(name.rawValue)(\(length.map(String.init) ?? "max"))"
        case .decimal: "decimal(\(precision ?? 18),\(scale ?? 0))"
        default: name.rawValue
        }
    }
}
