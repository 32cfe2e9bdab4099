/// The placeholders of messages: those of `sys.messages`, and those of `printf` that `RAISERROR` takes.
struct MessageFormat {
    /// The text with its placeholders.
    let text: String

    /// The longest text, in UTF-16 code units: that of `RAISERROR`. Each placeholder may be wide.
    static let longest = 2047

    init(_ text: String) {
        // One more shows that the text was too long.
        self.text = SQLText.prefix(text, Self.longest + 1)
    }

    /// The text with values in the place of the placeholders, in their order. One for which there is no value reads
    /// `(null)`, as in `RAISERROR`; `%%` is a `%`.
    func filled(with values: [SQLValue]) -> String {
        var values = values[...]
        return fill { rest in
            Placeholder(consuming: &rest, star: { nil })?.text(of: values.popFirst() ?? .null) ?? "%"
        }
    }

    /// The text as `RAISERROR` fills it: a `*` takes a value too, and each value must be of the placeholder's type.
    ///
    /// - Throws: ``StatementFailure`` 2786 for a value of another type, 2787 for what is no placeholder.
    func raised(with values: [SQLValue]) throws -> String {
        var taken = 0
        func take() -> SQLValue {
            taken += 1
            return taken <= values.count ? values[taken - 1] : .null
        }
        let text = try fill { rest in
            let start = rest
            let placeholder = try Placeholder(consuming: &rest) {
                switch take() {
                case .int(let number): return Int(number)
                case .null: return nil
                default: throw StatementFailure(2786, taken)
                }
            }
            guard let placeholder else { throw StatementFailure(2787, "%" + start.prefix(1)) }
            let value = take()
            guard placeholder.takes(value) else { throw StatementFailure(2786, taken) }
            return placeholder.text(of: value)
        }
        return text.utf16.count > Self.longest ? SQLText.prefix(text, Self.longest - 3) + "..." : text
    }

    /// The text with something in the place of the placeholders, each of which begins behind a `%`.
    private func fill(_ placeholder: (inout Substring) throws -> String) rethrows -> String {
        var result = ""
        var rest = text[...]
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            if rest.first == "%" {
                result.append("%")
                rest = rest.dropFirst()
            } else {
                result += try placeholder(&rest)
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

        /// Takes a placeholder from the beginning of a text.
        ///
        /// - Parameters:
        ///   - rest: The text behind a `%`.
        ///   - star: The value of a `*`, which without that is the length of the value that follows, so it takes none away.
        init?(consuming rest: inout Substring, star: () throws -> Int?) rethrows {
            if rest.hasPrefix("S_MSG") {
                rest = rest.dropFirst(5)
                return
            }
            var text = rest
            while let flag = text.first, "-+0# ".contains(flag) {
                flags.insert(flag)
                text = text.dropFirst()
            }
            width = try Self.number(consuming: &text, star) ?? 0
            if text.first == "." {
                text = text.dropFirst()
                precision = try Self.number(consuming: &text, star)
            }
            while let size = text.first, "hlIw64".contains(size) { text = text.dropFirst() }
            guard let type = text.first, "sdiouxX".contains(type) else { return nil }
            self.type = type
            rest = text.dropFirst()
        }

        private static func number(consuming text: inout Substring, _ star: () throws -> Int?) rethrows -> Int? {
            if text.first == "*" {
                text = text.dropFirst()
                return try star().map { min(max($0, 0), widest) }
            }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            text = text.dropFirst(digits.count)
            return digits.isEmpty ? nil : min(Int(digits) ?? widest, widest)
        }

        /// Whether a value is of the type that the placeholder stands for.
        func takes(_ value: SQLValue) -> Bool {
            switch (type, value) {
            case (_, .null), ("s", .text): true
            case ("s", _): false
            case (_, .int): true
            default: false
            }
        }

        func text(of value: SQLValue) -> String {
            var text: String
            switch (type, value) {
            case (_, .null): text = "(null)"
            case ("d", .int(let number)), ("i", .int(let number)):
                let sign = number < 0 ? "" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
                text = sign + "\(number)"
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
