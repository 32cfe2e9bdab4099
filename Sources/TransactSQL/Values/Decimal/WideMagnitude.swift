/// A whole number of 256 bits without a sign: what the product of two decimal numbers takes before it is rounded.
struct WideMagnitude {
    private(set) var high: UInt128
    private(set) var low: UInt128

    init(_ value: UInt128) {
        high = 0
        low = value
    }

    /// The product of two numbers.
    init(_ left: UInt128, times right: UInt128) {
        (high, low) = left.multipliedFullWidth(by: right)
    }

    /// The product with a power of ten; `nil` when it has no room.
    func times(_ exponent: Int) -> WideMagnitude? {
        var result = self
        var left = exponent
        while left > 0, result.high > 0 || result.low > 0 {
            let step = min(left, SQLDecimal.mostDigits)
            let factor = SQLDecimal.power(step)
            let carry: UInt128
            (carry, result.low) = result.low.multipliedFullWidth(by: factor)
            let (product, overflows) = result.high.multipliedReportingOverflow(by: factor)
            let (sum, carries) = product.addingReportingOverflow(carry)
            guard !overflows, !carries else { return nil }
            result.high = sum
            left -= step
        }
        return result
    }

    /// The quotient, without what is left over.
    ///
    /// - Parameter divisor: Not 0.
    func divided(by divisor: UInt128) -> WideMagnitude {
        var result = self
        let rest = high % divisor
        result.high = high / divisor
        result.low = divisor.dividingFullWidth((rest, low)).quotient
        return result
    }

    /// The quotient by a power of ten, rounded half up.
    ///
    /// - Parameter exponent: At least 1.
    func rounded(by exponent: Int) -> WideMagnitude {
        // Whether to round up is said by the first digit that is left out, however many come behind it.
        let exact = truncated(by: exponent - 1)
        var result = exact.divided(by: 10)
        guard exact.low.subtractingModulo(result.low) >= 5 else { return result }
        let (low, carries) = result.low.addingReportingOverflow(1)
        (result.high, result.low) = (result.high + (carries ? 1 : 0), low)
        return result
    }

    /// The quotient by a power of ten, without what is left over.
    func truncated(by exponent: Int) -> WideMagnitude {
        var result = self
        var left = exponent
        while left > 0 {
            let step = min(left, SQLDecimal.mostDigits)
            result = result.divided(by: SQLDecimal.power(step))
            left -= step
        }
        return result
    }
}

extension UInt128 {
    /// What is left of this number over ten times another, which is its tenth but for bits that do not fit.
    fileprivate func subtractingModulo(_ tenth: UInt128) -> UInt128 {
        self &- (tenth &* 10)
    }
}
