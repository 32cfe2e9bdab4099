/// A number with a fixed count of digits behind its point.
enum FixedPoint {
    /// The number, rounded half away from zero.
    ///
    /// - Parameters:
    ///   - value: A number below 10^15 in size.
    ///   - places: How many digits stand behind the point, 0 to 16.
    static func text(of value: Double, places: Int) -> String {
        var whole = abs(value).rounded(.down)
        var digits = ""
        var rest = abs(value) - whole
        for _ in 0..<places {
            rest *= 10
            digits += String(Int(rest.rounded(.down)))
            rest -= rest.rounded(.down)
        }
        if rest >= 0.5 { (whole, digits) = Self.increment(whole, digits) }
        let sign = value < 0 ? "-" : ""
        return sign + String(Int64(whole)) + (places > 0 ? "." + digits : "")
    }

    private static func increment(_ whole: Double, _ digits: String) -> (Double, String) {
        let nines = digits.reversed().prefix { $0 == "9" }.count
        guard nines < digits.count else { return (whole + 1, String(repeating: "0", count: digits.count)) }
        let kept = digits.dropLast(nines)
        let last = (kept.last?.wholeNumberValue ?? 0) + 1
        return (whole, kept.dropLast() + String(last) + String(repeating: "0", count: nines))
    }
}
