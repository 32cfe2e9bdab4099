extension SQLType {
    /// Whether values are numbers with digits behind a point that are counted: `decimal` or `money`.
    var isDecimal: Bool { name == .decimal || name == .money }

    /// What messages call the type: the two names of `decimal` are one type to a server, which prefers the other one.
    var messageName: String { name == .decimal ? "numeric" : name.rawValue }

    /// The `decimal` that holds all values of the type; `nil` where they are no decimal numbers.
    var asDecimal: SQLType? {
        switch name {
        case .bit: .decimal(1, 0)
        case .tinyint: .decimal(3, 0)
        case .smallint: .decimal(5, 0)
        case .int: .decimal(10, 0)
        case .bigint: .decimal(19, 0)
        case .decimal: self
        case .money: .decimal(19, 4)
        default: nil
        }
    }

    /// The bytes that a server keeps a `decimal` in.
    var decimalWidth: Int {
        switch precision ?? 18 {
        case ...9: 5
        case ...19: 9
        case ...28: 13
        default: 17
        }
    }

    /// The `decimal` that holds all values of the given types, with as many digits before the point and behind it as any
    /// of them.
    static func commonDecimal(_ types: [SQLType]) -> SQLType {
        let digits = types.compactMap(\.digits)
        let scale = digits.map(\.scale).max() ?? 0
        return fitting(whole: digits.map(\.whole).max() ?? 0, scale: scale)
    }

    /// The type of the result of an operation between two numbers of type `decimal`.
    ///
    /// The rules are those of "Precision, scale, and length" in SQL Server's documentation.
    static func decimal(_ operation: SQLArithmetic.Operation, _ left: SQLType, _ right: SQLType) -> SQLType {
        guard let left = left.digits, let right = right.digits else { return SQLType(.decimal) }
        let (whole, scale) = (max(left.whole, right.whole), max(left.scale, right.scale))
        switch operation {
        case .add, .subtract: return fitting(whole: whole, scale: scale, carry: 1)
        case .multiply:
            return product(whole: left.whole + right.whole + 1, scale: left.scale + right.scale)
        case .divide:
            return product(
                whole: left.whole + right.scale, scale: max(6, left.scale + right.whole + right.scale + 1))
        default: return fitting(whole: min(left.whole, right.whole), scale: scale)
        }
    }

    /// The digits before the point and behind it.
    private var digits: (whole: Int, scale: Int)? {
        guard let decimal = asDecimal, let precision = decimal.precision, let scale = decimal.scale else { return nil }
        return (precision - scale, scale)
    }

    /// Where there are too many digits, those before the point are kept.
    private static func fitting(whole: Int, scale: Int, carry: Int = 0) -> SQLType {
        let precision = min(whole + scale + carry, SQLDecimal.mostDigits)
        return .decimal(precision, min(scale, precision - min(whole, precision)))
    }

    /// Where there are too many digits, six of those behind the point are kept.
    private static func product(whole: Int, scale: Int) -> SQLType {
        guard whole + scale > SQLDecimal.mostDigits else { return .decimal(whole + scale, scale) }
        let kept = whole < 32 ? min(scale, SQLDecimal.mostDigits - whole) : min(scale, 6)
        return .decimal(SQLDecimal.mostDigits, kept)
    }
}
