import LineEditing
import TransactSQL

/// Prints for people, as sqlcmd does: tables, and the messages between them where they came, all on standard output.
struct TablePrinter: ScriptPrinter {
    private let output: ScriptOutput

    init(_ output: ScriptOutput) {
        self.output = output
    }

    mutating func print(_ event: ScriptEvent) throws {
        switch event {
        case .batchBegan, .batchEnded: break
        case .resultSet(let results): try print(ResultTable(results).text)
        case .rowsAffected(let count): try print("\n(\(count) \(count == 1 ? "row" : "rows") affected)\n")
        case .message(let message):
            try print(Self.visible(message.description))
            if let excerpt = message.excerpt { try print(Caret(excerpt).text) }
        case .unmodelled(let diagnostic): try print(Self.visible(diagnostic.description))
        }
    }

    mutating func print(_ failure: ScriptFailure) throws {
        try print((failure.fileLine.map { "Line \($0): " } ?? "") + Self.visible(failure.text))
    }

    mutating func finish() {}

    private func print(_ text: String) throws {
        try output.results(text + "\n")
    }

    /// Text of the script's own, line by line: `PRINT` may well break lines, but must not command the terminal.
    static func visible(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { VisibleText.of($0) }.joined(separator: "\n")
    }
}
