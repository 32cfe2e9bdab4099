#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A value of Transact-SQL.
///
/// Character types of all kinds are text, binary types are bytes, and the integers are one case: what a column or a variable
/// was declared as is said by its ``SQLType``.
@nonexhaustive
public enum SQLValue: Hashable, Sendable {
    /// `NULL`.
    case null
    /// A `bit`.
    case bit(Bool)
    /// A `tinyint`, `smallint`, `int` or `bigint`.
    case int(Int64)
    /// A `decimal`, `numeric`, `money` or `smallmoney`.
    case decimal(SQLDecimal)
    /// A `float` or `real`.
    case float(Double)
    /// A `char`, `varchar`, `nchar`, `nvarchar` or `sysname`.
    case text(String)
    /// A `binary` or `varbinary`.
    case binary([UInt8])
    /// A `uniqueidentifier`.
    case uniqueIdentifier(UUID)
    /// A `date`: the beginning of the day. The instance's local time is UTC.
    case date(Date)
    /// A `datetime`, `datetime2` or `smalldatetime`, in the instance's local time, which is UTC.
    case dateTime(Date)

    /// Whether this is `NULL`.
    public var isNull: Bool { self == .null }
}

extension SQLValue: CustomStringConvertible {
    /// The value as sqlcmd prints it: `NULL`, `0x` and upper-case hexadecimal digits, `2026-11-25 22:01:02.123`.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .bit(let value): value ? "1" : "0"
        case .int(let value): String(value)
        case .decimal(let value): value.description
        case .float(let value): FloatText.text(of: value)
        case .text(let value): value
        case .binary(let bytes): "0x" + Hexadecimal.text(of: bytes)
        case .uniqueIdentifier(let value): value.uuidString
        case .date(let value): String(CivilTime(value).description.prefix(10))
        case .dateTime(let value): CivilTime(value).description
        }
    }
}
