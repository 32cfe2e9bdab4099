/// A number of the types `decimal`, `numeric` and `money`: decimal digits, of which some stand behind the point.
///
/// Two numbers are equal when their values are, such as 1.5 and 1.50. How many digits stand behind the point is kept for
/// printing and for calculating.
public struct SQLDecimal: Sendable {
    /// All digits, as a whole number with the sign: 150 for 1.50. It is below 10^38 in size.
    public let digits: Int128
    /// How many of the digits stand behind the point, 0 to 38.
    public let scale: Int

    /// The most digits that a number has.
    static let mostDigits = 38

    /// Creates a number; `nil` when it has more than 38 digits, before the point and behind it.
    ///
    /// - Parameters:
    ///   - digits: All digits, as a whole number.
    ///   - scale: How many of them stand behind the point, 0 to 38.
    public init?(digits: Int128, scale: Int) {
        guard (0...Self.mostDigits).contains(scale), digits.magnitude < Self.power(Self.mostDigits) else { return nil }
        self.digits = digits
        self.scale = scale
    }

    /// A whole number.
    init(_ value: Int64) {
        digits = Int128(value)
        scale = 0
    }

    /// 10 to the power of 0 to 38.
    static func power(_ exponent: Int) -> UInt128 { powers[exponent] }

    private static let powers = (0..<mostDigits).reduce(into: [UInt128(1)]) { powers, exponent in
        powers.append(powers[exponent] * 10)
    }

    /// How many digits the number has, zeros at the front left out, but those behind the point counted.
    var precision: Int {
        var rest = digits.magnitude
        var count = 0
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return max(count, scale, 1)
    }

    /// Whether the number has no more digits than a type holds.
    func fits(_ type: SQLType) -> Bool {
        type.name == .money
            ? Self.money.contains(digits) : digits.magnitude < Self.power(type.precision ?? Self.mostDigits)
    }

    /// What `money` holds, in ten-thousandths: the range of 64 bits.
    private static let money = Int128(Int64.min)...Int128(Int64.max)

    /// The digits before the point.
    var wholePart: Int128 { digits / Int128(Self.power(scale)) }
}

extension SQLDecimal {
    /// The same number with another count of digits behind the point, rounded half away from zero; `nil` when it has too
    /// many digits then.
    func rescaled(to scale: Int) -> SQLDecimal? {
        let magnitude = WideMagnitude(digits.magnitude)
        let scaled =
            scale < self.scale ? magnitude.rounded(by: self.scale - scale) : magnitude.times(scale - self.scale)
        return SQLDecimal(scaled, isNegative: digits < 0, scale: scale)
    }

    /// Creates a number from the size of its digits; `nil` when there are too many.
    init?(_ magnitude: WideMagnitude?, isNegative: Bool, scale: Int) {
        guard let magnitude, magnitude.high == 0, magnitude.low < Self.power(Self.mostDigits) else { return nil }
        self.init(digits: isNegative ? -Int128(magnitude.low) : Int128(magnitude.low), scale: scale)
    }
}

extension SQLDecimal: Comparable {
    /// Compares the values.
    public static func == (left: SQLDecimal, right: SQLDecimal) -> Bool {
        !(left < right) && !(right < left)
    }

    /// Compares the values.
    public static func < (left: SQLDecimal, right: SQLDecimal) -> Bool {
        let parts = (left.wholePart, right.wholePart)
        guard parts.0 == parts.1 else { return parts.0 < parts.1 }
        // What is behind the point has as many digits as the longer one: there is room for them.
        let scale = max(left.scale, right.scale)
        return left.fraction(scale) < right.fraction(scale)
    }

    private func fraction(_ scale: Int) -> Int128 {
        digits % Int128(Self.power(self.scale)) * Int128(Self.power(scale - self.scale))
    }
}

extension SQLDecimal: Hashable {
    /// Hashes the value.
    public func hash(into hasher: inout Hasher) {
        var (digits, scale) = (digits, scale)
        while scale > 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        hasher.combine(digits)
        hasher.combine(scale)
    }
}

extension SQLDecimal: CustomStringConvertible {
    /// The number with all its digits behind the point: `1.50`, `-0.007`, `42`.
    public var description: String {
        var text = String(digits.magnitude)
        if scale > 0 {
            text = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
            text.insert(".", at: text.index(text.endIndex, offsetBy: -scale))
        }
        return (digits < 0 ? "-" : "") + text
    }
}
