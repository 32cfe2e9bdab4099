/// The forms in which Transact-SQL takes numbers as text.
enum NumberText {
    /// Whether the text is digits with at most one point, and a sign before them.
    static func isDecimal(_ text: String) -> Bool {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        return digits.count <= 39 && digits.contains { $0.isASCII && $0.isNumber }
            && digits.allSatisfy { ($0.isASCII && $0.isNumber) || $0 == "." } && digits.filter { $0 == "." }.count <= 1
    }

    /// Whether the text is a decimal number with or without an exponent; Swift would take more, such as `0x1p3` and `nan`.
    static func isFloat(_ text: String) -> Bool {
        text.utf8.count <= 400 && text.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && text.allSatisfy { ($0.isASCII && $0.isNumber) || "+-.eE".contains($0) }
    }

    /// An amount of money without its sign and its commas; `0` for an empty text.
    static func withoutCurrency(_ text: String) -> String {
        let amount = text.filter { $0 != "$" && $0 != "," }
        return amount.isEmpty ? "0" : amount
    }
}
