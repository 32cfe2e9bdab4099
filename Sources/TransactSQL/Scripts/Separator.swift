/// A line of `GO`.
struct Separator: Hashable {
    /// How often the batch before it runs.
    let count: Int

    /// Reads a line; `nil` when it is no separator.
    ///
    /// - Throws: ``ScriptError`` when it begins as one and goes on as none, such as `GO;`.
    init?(_ line: Substring, fileLine: Int) throws(ScriptError) {
        var rest = line.drop { $0.isWhitespace }
        guard rest.prefix(2).uppercased() == "GO" else { return nil }
        rest = rest.dropFirst(2)
        if let next = rest.first {
            if next.isLetter || next.isNumber || "_@#$:=.(".contains(next) { return nil }
        }
        rest = Self.skippingBlanks(rest)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = Self.skippingBlanks(rest.dropFirst(digits.count))
        let isComplete = rest.isEmpty || rest.hasPrefix("--") || Self.isComment(rest)
        guard isComplete, let count = digits.isEmpty ? 1 : Int(digits) else {
            throw ScriptError(
                .badSeparator, fileLine: fileLine, "Syntax error near GO: nothing but a count may follow.")
        }
        self.count = count
    }

    private static func skippingBlanks(_ text: Substring) -> Substring {
        text.drop { $0.isWhitespace }
    }

    /// Whether the rest is one block comment that ends on the line.
    private static func isComment(_ text: Substring) -> Bool {
        guard text.hasPrefix("/*"), text.count >= 4 else { return false }
        var end = text
        while let last = end.last, last.isWhitespace { end.removeLast() }
        return end.hasSuffix("*/")
    }
}
