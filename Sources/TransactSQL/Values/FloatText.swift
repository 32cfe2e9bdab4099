/// A `float` as text.
enum FloatText {
    /// The shortest digits that give the value again, without `.0` behind a whole number: what a result shows.
    static func text(of value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// At most six digits, as where a `float` is converted to text: `0.1`, `123457`, `1.23457e+008`.
    static func shortText(of value: Double) -> String {
        guard value.isFinite, value != 0 else { return text(of: value) }
        var (digits, exponent) = rounded(value.magnitude)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        guard (-4..<mostDigits).contains(exponent) else {
            let power = String(abs(exponent))
            let mantissa = digits.count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
            return sign + mantissa + (exponent < 0 ? "e-" : "e+") + String(repeating: "0", count: 3 - power.count)
                + power
        }
        guard exponent >= 0 else { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = digits.prefix(exponent + 1)
        let fraction = digits.dropFirst(exponent + 1)
        return sign + whole + String(repeating: "0", count: exponent + 1 - whole.count)
            + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static let mostDigits = 6

    /// The first six digits of a number, rounded, and the power of ten of the first of them.
    private static func rounded(_ value: Double) -> (digits: String, exponent: Int) {
        // Such as `1.25`, `1e-05` and `1.5e+20`.
        let parts = value.description.split(separator: "e")
        let mantissa = parts.first ?? ""
        let point = mantissa.split(separator: ".").first?.count ?? 0
        let all = mantissa.filter { $0 != "." }
        let zeros = all.prefix { $0 == "0" }.count
        let exponent = point - zeros - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        let digits = all.dropFirst(zeros)
        guard digits.count > mostDigits, let kept = Int(digits.prefix(mostDigits)),
            let next = digits.dropFirst(mostDigits).first
        else { return (String(digits), exponent) }
        let number = next >= "5" ? kept + 1 : kept
        let text = String(number)
        return (String(text.prefix(mostDigits)), exponent + text.count - mostDigits)
    }
}
