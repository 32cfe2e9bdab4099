extension ScriptCommand {
    init(_ line: ArraySlice<UInt8>, at number: Int) {
        var text = line
        while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            text.removeLast()
        }
        text = text.drop { ByteSet.space.contains($0) }
        self.init(text: String(decoding: text, as: UTF8.self), line: number)
    }

    /// Whether a line that begins in code is a command: with `:` behind blanks at most, with `!!` in the first column, or one
    /// of the words that sqlcmd takes without a colon, alone on its line.
    static func isCommand(_ line: ArraySlice<UInt8>) -> Bool {
        switch line.first {
        case UInt8(ascii: ":"):
            return true
        case UInt8(ascii: "!"):
            return line.starts(with: "!!".utf8)
        // As in Microsoft's own scripts. In Transact-SQL no line begins with a colon, but for `::`.
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            return text.starts(with: ":".utf8) && !text.starts(with: "::".utf8)
        case UInt8(ascii: "E"), UInt8(ascii: "e"), UInt8(ascii: "Q"), UInt8(ascii: "q"), UInt8(ascii: "R"),
            UInt8(ascii: "r"):
            let word = line.prefix { ByteSet.name.contains($0) }
            guard word.count <= 5 else {
                return false
            }
            let rest = line.dropFirst(word.count).drop { ByteSet.space.contains($0) }
            switch String(decoding: word, as: UTF8.self).uppercased() {
            case "ED", "QUIT", "RESET": return rest.isEmpty
            case "EXIT": return rest.isEmpty || rest.first == UInt8(ascii: "(")
            default: return false
            }
        // Nearly all lines: to look at a word of them would cost more than all else.
        default: return false
        }
    }
}
