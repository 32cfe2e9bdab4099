/// Knows, line by line, whether the text is within a string, a quoted name or a block comment.
struct LineScanner {
    private enum State: Hashable {
        case outside
        /// Within marks, up to the given one.
        case quoted(UInt8)
        /// Within block comments, which nest.
        case comment(depth: Int)
    }

    private var state = State.outside
    /// Whether there was anything but blanks and comments.
    private(set) var hasContent = false

    /// Whether the line that follows begins outside strings, names and comments.
    var isOutside: Bool { state == .outside }

    /// Takes a line in, and gives it back with its variables replaced.
    ///
    /// - Parameters:
    ///   - line: The line with its end.
    ///   - value: What stands for a name in `$(name)`; `nil` leaves it as it is.
    mutating func scan(
        _ line: Substring, value: (String) throws(ScriptError) -> String?
    ) throws(ScriptError) -> String {
        let bytes = Array(line.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            var width = 1
            switch state {
            case .comment(let depth):
                if byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                    state = depth > 1 ? .comment(depth: depth - 1) : .outside
                    width = 2
                } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                    state = .comment(depth: depth + 1)
                    width = 2
                }
            case .outside where byte == UInt8(ascii: "-") && next == UInt8(ascii: "-"):
                width = bytes.count - index
            case .outside where byte == UInt8(ascii: "/") && next == UInt8(ascii: "*"):
                state = .comment(depth: 1)
                width = 2
            default:
                if byte == UInt8(ascii: "$"), next == UInt8(ascii: "("),
                    let (name, length) = Self.name(bytes[(index + 2)...]), let value = try value(name)
                {
                    result += value.utf8
                    index += 2 + length
                    hasContent = true
                    continue
                }
                pass(byte)
            }
            result += bytes[index..<(index + width)]
            index += width
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func pass(_ byte: UInt8) {
        if byte > UInt8(ascii: " ") { hasContent = true }
        switch (state, byte) {
        // A doubled mark closes and opens again, which comes to the same.
        case (.quoted(byte), _): state = .outside
        case (.outside, UInt8(ascii: "'")), (.outside, UInt8(ascii: "\"")): state = .quoted(byte)
        case (.outside, UInt8(ascii: "[")): state = .quoted(UInt8(ascii: "]"))
        default: break
        }
    }

    /// The name up to a closing parenthesis, and how many bytes that takes with it; `nil` when it is no name.
    private static func name(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
        guard let end = bytes.prefix(256).firstIndex(of: UInt8(ascii: ")")), end > bytes.startIndex else { return nil }
        let name = String(decoding: bytes[..<end], as: UTF8.self)
        guard name.allSatisfy(SqlcmdCommand.isNamed) else { return nil }
        return (name, end - bytes.startIndex + 1)
    }
}
