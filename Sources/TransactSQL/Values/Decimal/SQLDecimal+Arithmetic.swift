extension SQLDecimal {
    /// The result of an operation with so many digits behind the point; `nil` when it has too many digits.
    ///
    /// A product and a sum are rounded where they have more of them; a quotient is cut off, as on a server.
    ///
    /// - Throws: ``StatementFailure`` 8134 for a division by 0, 8117 for what numbers with a point do not have.
    static func result(
        _ operation: SQLArithmetic.Operation, _ left: SQLDecimal, _ right: SQLDecimal, scale: Int
    ) throws -> SQLDecimal? {
        switch operation {
        case .add: return sum(left, right, scale: scale)
        case .subtract: return sum(left, -right, scale: scale)
        case .multiply: return product(left, right, scale: scale)
        case .divide, .modulo:
            guard right.digits != 0 else { throw StatementFailure(8134) }
            return operation == .divide
                ? quotient(left, right, scale: scale) : remainder(left, right)?.rescaled(to: scale)
        case .and, .or, .exclusiveOr: throw StatementFailure(8117, "numeric", operation.rawValue)
        }
    }

    /// The number with the other sign.
    static prefix func - (number: SQLDecimal) -> SQLDecimal {
        number.withDigits(-number.digits)
    }

    private func withDigits(_ digits: Int128) -> SQLDecimal {
        SQLDecimal(digits: digits, scale: scale) ?? self
    }

    private static func sum(_ left: SQLDecimal, _ right: SQLDecimal, scale: Int) -> SQLDecimal? {
        // Exactly, if there is room for that, and rounded afterwards.
        let widest = max(left.scale, right.scale)
        return sum(left, right, at: widest)?.rescaled(to: scale) ?? sum(left, right, at: scale)
    }

    private static func sum(_ left: SQLDecimal, _ right: SQLDecimal, at scale: Int) -> SQLDecimal? {
        guard let left = left.rescaled(to: scale), let right = right.rescaled(to: scale) else { return nil }
        let (digits, overflows) = left.digits.addingReportingOverflow(right.digits)
        return overflows ? nil : SQLDecimal(digits: digits, scale: scale)
    }

    private static func product(_ left: SQLDecimal, _ right: SQLDecimal, scale: Int) -> SQLDecimal? {
        let product = WideMagnitude(left.digits.magnitude, times: right.digits.magnitude)
        let surplus = left.scale + right.scale - scale
        return SQLDecimal(
            surplus > 0 ? product.rounded(by: surplus) : product.times(-surplus),
            isNegative: (left.digits < 0) != (right.digits < 0), scale: scale)
    }

    private static func quotient(_ left: SQLDecimal, _ right: SQLDecimal, scale: Int) -> SQLDecimal? {
        let missing = scale + right.scale - left.scale
        let dividend = WideMagnitude(left.digits.magnitude)
        let divisor = right.digits.magnitude
        return SQLDecimal(
            missing < 0
                ? dividend.divided(by: divisor).truncated(by: -missing)
                : dividend.times(missing)?.divided(by: divisor),
            isNegative: (left.digits < 0) != (right.digits < 0), scale: scale)
    }

    private static func remainder(_ left: SQLDecimal, _ right: SQLDecimal) -> SQLDecimal? {
        let scale = max(left.scale, right.scale)
        guard let left = left.rescaled(to: scale), let right = right.rescaled(to: scale) else { return nil }
        return left.withDigits(left.digits % right.digits)
    }

    /// The number rounded to a place: 2 for hundredths, -2 for hundreds. It keeps its count of digits behind the point.
    ///
    /// - Parameters:
    ///   - place: The last place that counts.
    ///   - truncates: Whether what is behind it is cut off.
    func rounded(to place: Int, truncating truncates: Bool) -> SQLDecimal? {
        let dropped = min(max(scale - place, 0), Self.mostDigits * 2)
        guard dropped > 0 else { return self }
        let magnitude = WideMagnitude(digits.magnitude)
        let kept = truncates ? magnitude.truncated(by: dropped) : magnitude.rounded(by: dropped)
        return SQLDecimal(kept.times(dropped), isNegative: digits < 0, scale: scale)
    }

    /// The nearest whole number that is not above this one, or not below it.
    func rounded(up: Bool) -> SQLDecimal? {
        let whole = wholePart
        let isExact = rounded(to: 0, truncating: true) == self
        let step: Int128 = isExact || up != (digits > 0) ? 0 : up ? 1 : -1
        return SQLDecimal(digits: whole + step, scale: 0)
    }
}
