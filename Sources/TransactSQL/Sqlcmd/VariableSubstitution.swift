import TransactSQLSyntax

/// Puts the values of sqlcmd's variables in the place of `$(name)`: in code, in strings and in quoted names, and not in
/// comments.
struct VariableSubstitution {
    fileprivate enum State {
        case code
        /// Within marks, up to the given one.
        case quoted(UInt8)
        case lineComment
        /// Block comments nest.
        case comment(depth: Int)
    }

    private let settings: SqlcmdSettings
    private let limits: ScriptLimits

    init(_ settings: SqlcmdSettings, _ limits: ScriptLimits) {
        self.settings = settings
        self.limits = limits
    }

    /// The text of a batch with the values of its variables.
    ///
    /// - Throws: ``ScriptError/Code-swift.struct/undefinedVariable`` for a variable that has no value,
    ///   ``ScriptError/Code-swift.struct/batchTooLong`` when the values make the batch too long.
    func apply(to batch: ScriptBatch) throws(ScriptError) -> String {
        let bytes = batch.utf8
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var state = State.code
        var line = 1
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") { line += 1 }
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == UInt8(ascii: "$"), next == UInt8(ascii: "("), !state.isComment,
                let (name, length) = Self.name(bytes[(index + 2)...])
            {
                guard let value = settings[name] else {
                    // Within quotation marks it may be no variable at all, but part of a password.
                    let shown = state.isQuoted ? "…" : name
                    throw ScriptError(
                        .undefinedVariable, fileLine: batch.lines.fileLine(of: line),
                        "'\(shown)' scripting variable not defined.")
                }
                try limits.requireBatch(result.count + value.utf8.count, fileLine: batch.lines.fileLine(of: line))
                result += value.utf8
                index += 2 + length
                continue
            }
            let width = state.pass(byte, next)
            result += bytes[index..<min(index + width, bytes.count)]
            index += width
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The text of a command with the values of its variables, wherever they stand in it.
    ///
    /// - Throws: ``ScriptError/Code-swift.struct/undefinedVariable`` for a variable that has no value. It is named where the
    ///   command reads a file; what `:setvar` sets may be a password.
    func apply(to command: ScriptCommand) throws(ScriptError) -> String {
        let bytes = Array(command.text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index...].starts(with: "$(".utf8), let (name, length) = Self.name(bytes[(index + 2)...]) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            guard let value = settings[name] else {
                let shown = command.text.lowercased().hasPrefix(":r") ? name : "…"
                throw ScriptError(
                    .undefinedVariable, fileLine: command.line, "'\(shown)' scripting variable not defined.")
            }
            try limits.requireBatch(result.count + value.utf8.count, fileLine: command.line)
            result += value.utf8
            index += 2 + length
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The name up to a closing parenthesis, and how many bytes that takes with it; `nil` when it is no name.
    private static func name(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
        guard let end = bytes.prefix(256).firstIndex(of: UInt8(ascii: ")")), end > bytes.startIndex else { return nil }
        let name = String(decoding: bytes[..<end], as: UTF8.self)
        guard name.allSatisfy(SqlcmdCommand.isNamed) else { return nil }
        return (name, end - bytes.startIndex + 1)
    }
}

extension VariableSubstitution.State {
    fileprivate var isQuoted: Bool {
        if case .quoted = self { true } else { false }
    }

    fileprivate var isComment: Bool {
        switch self {
        case .lineComment, .comment: true
        case .code, .quoted: false
        }
    }

    /// Goes on by one or two bytes; returns how many.
    fileprivate mutating func pass(_ byte: UInt8, _ next: UInt8) -> Int {
        let (dash, slash, star) = (UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "*"))
        switch (self, byte, next) {
        case (.code, dash, dash): self = .lineComment
        case (.code, slash, star): self = .comment(depth: 1)
        case (.comment(let depth), slash, star): self = .comment(depth: depth + 1)
        case (.comment(let depth), star, slash): self = depth > 1 ? .comment(depth: depth - 1) : .code
        case (.lineComment, UInt8(ascii: "\n"), _):
            self = .code
            return 1
        // A doubled mark closes and opens again, which comes to the same.
        case (.quoted(byte), _, _):
            self = .code
            return 1
        case (.code, UInt8(ascii: "'"), _), (.code, UInt8(ascii: "\""), _):
            self = .quoted(byte)
            return 1
        case (.code, UInt8(ascii: "["), _):
            self = .quoted(UInt8(ascii: "]"))
            return 1
        default: return 1
        }
        return 2
    }
}
