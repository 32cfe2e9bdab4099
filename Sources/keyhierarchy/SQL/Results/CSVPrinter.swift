import TransactSQL

/// Prints result sets by RFC 4180, an empty line between two of them; everything else goes to standard error.
///
/// `NULL` is an empty field, and an empty text is `""`: the RFC has no word for the difference.
struct CSVPrinter: ScriptPrinter {
    private let output: ScriptOutput
    private var isFirst = true
    private var messages: TablePrinter

    init(_ output: ScriptOutput) {
        self.output = output
        messages = TablePrinter(ScriptOutput(results: { output.notes(String($0.dropLast())) }, notes: output.notes))
    }

    mutating func print(_ event: ScriptEvent) throws {
        switch event {
        case .batchBegan, .batchEnded, .rowsAffected: break
        case .message, .unmodelled: try messages.print(event)
        case .resultSet(let results):
            if !isFirst { try output.results("\r\n") }
            isFirst = false
            try printLine(results.columns.map { Self.field($0.name) })
            for row in results.rows {
                try printLine(row.map { $0.isNull ? "" : Self.field($0.description) })
            }
        }
    }

    mutating func print(_ failure: ScriptFailure) throws {
        try messages.print(failure)
    }

    mutating func finish() {}

    private func printLine(_ fields: [String]) throws {
        try output.results(fields.joined(separator: ",") + "\r\n")
    }

    /// A field, in quotes where it needs them. A line break of one scalar or two is a line break to every reader.
    private static func field(_ text: String) -> String {
        let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
        guard text.isEmpty || text.unicodeScalars.contains(where: special.contains) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
