extension [UInt8] {
    /// Bytes from hexadecimal digits; blanks are for the reader.
    init(hex: String) {
        let digits = hex.filter { $0.isHexDigit }
        self = stride(from: 0, to: digits.count, by: 2).compactMap { start in
            let index = digits.index(digits.startIndex, offsetBy: start)
            return UInt8(digits[index...].prefix(2), radix: 16)
        }
    }

    var hex: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
