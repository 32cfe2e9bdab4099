/// A line of a script that is for sqlcmd, and not for the server.
enum SqlcmdCommand: Hashable {
    /// `:setvar name value`; without a value the variable goes.
    case setVariable(String, String?)
    /// `:on error exit`, `:on error ignore`.
    case onError(exits: Bool)
    /// `:r file`.
    case read(String)
    /// `:quit`, `:exit`: what is not sent yet is not sent.
    case quit
    /// A command that is not carried out here, by its name.
    case refused(String)
    /// A line that begins like a command and is none.
    case malformed(String)

    /// Reads a line that is a command.
    init(_ text: String) {
        var line = Substring(text)
        while let last = line.last, last.isWhitespace { line.removeLast() }
        if line.hasPrefix("!!") || line.hasPrefix(":!!") {
            self = .refused("!!")
            return
        }
        guard line.first == ":" else {
            switch line.uppercased() {
            case "QUIT", "EXIT": self = .quit
            default: self = .refused(String(line.prefix { $0.isLetter }).uppercased())
            }
            return
        }
        let words = line.dropFirst().split(maxSplits: 1) { $0 == " " || $0 == "\t" || $0 == "(" }
        let name = words.first?.lowercased() ?? ""
        let rest = words.count > 1 ? String(words[1]).trimmed : ""
        switch name {
        case "setvar": self = Self.setVariable(rest)
        case "on": self = Self.onError(rest)
        case "r":
            let path = Self.unquoted(rest)
            self = path.isEmpty ? .malformed(":r") : .read(path)
        case "quit": self = .quit
        case "exit": self = rest.isEmpty && !line.contains("(") ? .quit : .refused(":exit(…)")
        case "connect", "reset", "out", "error", "listvar", "list", "help", "ed", "xml", "perftrace", "serverlist":
            self = .refused(":\(name)")
        // The line may hold anything, a password as well: it is not repeated.
        default: self = .malformed(":")
        }
    }

    private static func setVariable(_ text: String) -> SqlcmdCommand {
        let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        guard let name = parts.first.map(String.init), name.allSatisfy(isNamed) else { return .malformed(":setvar") }
        guard parts.count > 1 else { return .setVariable(name, nil) }
        let value = String(parts[1]).trimmed
        guard value.hasPrefix("\"") || !value.contains(" ") else { return .malformed(":setvar") }
        return .setVariable(name, unquoted(value))
    }

    private static func onError(_ text: String) -> SqlcmdCommand {
        switch text.lowercased().split(separator: " ").joined(separator: " ") {
        case "error exit": .onError(exits: true)
        case "error ignore": .onError(exits: false)
        default: .malformed(":on")
        }
    }

    /// Whether a character can stand in the name of a variable.
    static func isNamed(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var result = ""
        var rest = text.dropFirst().dropLast()
        while let character = rest.popFirst() {
            if character == "\"", rest.first == "\"" { rest.removeFirst() }
            result.append(character)
        }
        return result
    }
}
