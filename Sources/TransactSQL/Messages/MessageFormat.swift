/// The placeholders of messages: those of `sys.messages`, and those of `printf` that `RAISERROR` takes.
struct MessageFormat {
    /// The text with its placeholders.
    let text: String

    /// The longest text, in UTF-16 code units: that of `RAISERROR`. Each placeholder may be wide.
    static let longest = 2047

    init(_ text: String) {
        self.text = SQLText.prefix(text, Self.longest)
    }

    /// The text with values in the place of the placeholders, in their order. One for which there is no value reads
    /// `(null)`, as in `RAISERROR`; `%%` is a `%`.
    func filled(with values: [SQLValue]) -> String {
        var result = ""
        var values = values[...]
        var rest = text[...]
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            if rest.first == "%" {
                result.append("%")
                rest = rest.dropFirst()
            } else if let placeholder = Placeholder(consuming: &rest) {
                result += placeholder.text(of: values.popFirst() ?? .null)
            } else {
                result.append("%")
            }
        }
        return result + rest
    }

    /// `%[flags][width][.precision][size]type`, or `%S_MSG`.
    private struct Placeholder {
        private var flags = Set<Character>()
        private var width = 0
        private var precision: Int?
        private var type: Character = "s"

        /// The longest field: a hostile width must not fill the memory.
        private static let widest = 8000

        init?(consuming rest: inout Substring) {
            if rest.hasPrefix("S_MSG") {
                rest = rest.dropFirst(5)
                return
            }
            var text = rest
            while let flag = text.first, "-+0# ".contains(flag) {
                flags.insert(flag)
                text = text.dropFirst()
            }
            width = Self.number(consuming: &text) ?? 0
            if text.first == "." {
                text = text.dropFirst()
                precision = Self.number(consuming: &text)
            }
            while let size = text.first, "hlIw64".contains(size) { text = text.dropFirst() }
            guard let type = text.first, "sdiouxX".contains(type) else { return nil }
            self.type = type
            rest = text.dropFirst()
        }

        /// A `*` is the length of the value that follows, so it takes none away.
        private static func number(consuming text: inout Substring) -> Int? {
            if text.first == "*" {
                text = text.dropFirst()
                return nil
            }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            text = text.dropFirst(digits.count)
            return digits.isEmpty ? nil : min(Int(digits) ?? widest, widest)
        }

        func text(of value: SQLValue) -> String {
            var text: String
            switch (type, value) {
            case (_, .null): text = "(null)"
            case ("d", .int(let number)), ("i", .int(let number)):
                text = number >= 0 && flags.contains("+") ? "+\(number)" : "\(number)"
            case ("u", .int(let number)): text = String(UInt32(truncatingIfNeeded: number))
            case ("o", .int(let number)): text = String(UInt32(truncatingIfNeeded: number), radix: 8)
            case ("x", .int(let number)), ("X", .int(let number)):
                text = String(UInt32(truncatingIfNeeded: number), radix: 16, uppercase: type == "X")
                if flags.contains("#") { text = "0\(type)" + text }
            default:
                text = value.description
                if let precision { text = String(text.prefix(precision)) }
            }
            let padding = max(0, width - text.count)
            if flags.contains("-") { return text + String(repeating: " ", count: padding) }
            let pads = flags.contains("0") && type != "s" ? "0" : " "
            return String(repeating: pads, count: padding) + text
        }
    }
}
