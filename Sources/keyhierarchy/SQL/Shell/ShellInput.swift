import LineEditing

/// What a person gave at the prompt.
enum ShellInput: Equatable {
    /// Batches to run.
    case script(String)
    /// `QUIT` or `EXIT`: the shell ends. As in sqlcmd, what stands before it is not run.
    case quit
    /// `RESET`: what stands before it is thrown away.
    case reset
    /// `:help`
    case help

    /// Takes an input that is complete.
    init(_ text: String) {
        switch Self.lastLine(of: text).lowercased() {
        case "quit", "exit", ":quit", ":exit": self = .quit
        case "reset", ":reset": self = .reset
        case ":help": self = .help
        default: self = .script(text)
        }
    }

    /// Whether Enter at the end of a text ends it: behind a line of `GO`, or a command.
    ///
    /// - Parameter hasCommands: Whether the commands of sqlcmd are on.
    static func isComplete(_ text: String, hasCommands: Bool) -> Bool {
        let last = lastLine(of: text)
        guard let first = last.split(separator: " ").first?.lowercased() else { return false }
        let isEnd: Bool =
            switch first {
            case "go": isSeparator(last)
            case "quit", "exit", "reset": last.lowercased() == first
            // A command behind other lines waits with them for GO: it must not send them before.
            default:
                hasCommands && (first.hasPrefix(":") || first.hasPrefix("!!"))
                    && text.drop(while: \.isWhitespace).dropLast(while: \.isWhitespace).count == last.count
            }
        // Such a line in a string or a comment is a part of that.
        return isEnd && !SQLTail(text.dropLast(while: \.isWhitespace).dropLast(last.count)).isInside
    }

    /// `GO`, with a count and a comment at most.
    private static func isSeparator(_ line: String) -> Bool {
        var rest = line.dropFirst(2)
        if let comment = rest.firstRange(of: "--") { rest = rest[..<comment.lowerBound] }
        if let comment = rest.firstRange(of: "/*"), rest.hasSuffix("*/") { rest = rest[..<comment.lowerBound] }
        let words = rest.split(whereSeparator: \.isWhitespace)
        return words.count <= 1 && words.allSatisfy { UInt($0) != nil }
    }

    private static func lastLine(of text: String) -> String {
        text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
            .map { String($0.drop(while: \.isWhitespace).dropLast(while: \.isWhitespace)) } ?? ""
    }
}
