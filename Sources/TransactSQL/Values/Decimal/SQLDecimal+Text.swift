extension SQLDecimal {
    /// The number that a text stands for: digits with at most one point, and a sign before them; `nil` for any other text,
    /// and for more than 38 digits.
    init?(_ text: some StringProtocol) {
        var digits: Int128 = 0
        var scale = 0
        var hasPoint = false
        var hasDigit = false
        let sign = text.utf8.first
        let isNegative = sign == UInt8(ascii: "-")
        for byte in text.utf8.dropFirst(isNegative || sign == UInt8(ascii: "+") ? 1 : 0) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                hasDigit = true
                // Checked with every digit: there is no end to what a text may hold.
                guard digits.magnitude < Self.power(Self.mostDigits - 1), scale < Self.mostDigits else { return nil }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                scale += hasPoint ? 1 : 0
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        self.init(digits: isNegative ? -digits : digits, scale: scale)
    }

    /// The number nearest to a `float`, by the fewest digits that give that again; `nil` when it has too many digits.
    init?(_ value: Double, scale: Int) {
        // Such as `1.25`, `-1e-05` and `1.5e+20`.
        let parts = value.description.split(separator: "e")
        guard value.isFinite, let first = parts.first, let mantissa = SQLDecimal(first),
            let exponent = parts.count > 1 ? Int(parts[1]) : 0
        else { return nil }
        let missing = scale + exponent - mantissa.scale
        let magnitude = WideMagnitude(mantissa.digits.magnitude)
        guard abs(missing) <= 400 else { return nil }
        self.init(
            missing < 0 ? magnitude.rounded(by: -missing) : magnitude.times(missing), isNegative: value < 0,
            scale: scale)
    }

    /// The number as `CONVERT` writes an amount of money: with two digits behind the point, in style 1 with commas too, and
    /// in styles 2 and 126 with all four.
    func moneyText(style: Int) -> String {
        if style == 2 || style == 126 { return description }
        let rounded = rescaled(to: 2) ?? self
        return style == 1 ? rounded.grouped : rounded.description
    }

    /// The number with a comma between each three digits before the point: `1,234.50`.
    private var grouped: String {
        let text = description
        var digits = text.prefix { $0 != "." }
        let rest = text[digits.endIndex...]
        var result = ""
        while digits.drop(while: { $0 == "-" }).count > 3 {
            result = "," + digits.suffix(3) + result
            digits = digits.dropLast(3)
        }
        return digits + result + rest
    }
}
