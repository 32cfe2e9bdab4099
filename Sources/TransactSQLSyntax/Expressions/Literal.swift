/// A constant.
@nonexhaustive
public enum Literal: Sendable, Hashable {
    /// A string.
    case string(StringLiteral)

    /// A whole number within the range of `int`; larger ones are decimals, as in SQL Server.
    case integer(Int32)

    /// A number of the type `decimal`, as its digits and point stand in the text, such as `1.50`.
    case decimal(String)

    /// A number of the type `float`, with its exponent, as it stands in the text, such as `1E-3`.
    case float(String)

    /// An amount of the type `money`: the digits and point without the `$`.
    case money(String)

    /// Bytes, written `0x…`. An odd number of digits has a zero before the first.
    case binary([UInt8])

    /// `NULL`.
    case null
}
