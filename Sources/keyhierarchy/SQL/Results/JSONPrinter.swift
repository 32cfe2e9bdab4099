import TransactSQL

/// Prints one JSON object, batch by batch, so that no more than a batch is ever kept.
///
/// Values are what SQL Server's `FOR JSON` makes of them, but that binary values have the form of Transact-SQL: `"0x1F"`.
struct JSONPrinter: ScriptPrinter {
    private let output: ScriptOutput
    private var state = State.untouched
    /// The batch that has begun and not ended.
    private var batch: Batch?

    private enum State { case untouched, begun, hasBatches, finished }

    private struct Batch {
        var hasResults = false
        var messages: [String] = []
        var unmodelled: [String] = []
    }

    init(_ output: ScriptOutput) {
        self.output = output
    }

    mutating func print(_ event: ScriptEvent) throws {
        switch event {
        case .batchBegan(let line): try beginBatch(line: line)
        case .resultSet(let results):
            try output.results((batch?.hasResults == true ? ",\n      " : "\n      ") + JSONText.resultSet(results))
            batch?.hasResults = true
        case .message(let message):
            // What comes before a batch, as from a command of sqlcmd, gets one of its own.
            if batch == nil { try beginBatch(line: message.fileLine) }
            batch?.messages.append(JSONText.message(message))
        case .unmodelled(let diagnostic):
            if batch == nil { try beginBatch(line: diagnostic.fileLine) }
            batch?.unmodelled.append(JSONText.diagnostic(diagnostic))
        case .rowsAffected: break
        case .batchEnded: try endBatch()
        }
    }

    mutating func print(_ failure: ScriptFailure) throws {
        try end { output in
            let line = failure.fileLine.map { "\"fileLine\": \($0), " } ?? ""
            try output.results("],\n  \"failure\": {\(line)\"text\": \(JSONText.string(failure.text))}}\n")
        }
    }

    mutating func finish() throws {
        try end { try $0.results("]}\n") }
    }

    private mutating func begin() throws {
        guard state == .untouched else { return }
        state = .begun
        try output.results("{\"batches\": [")
    }

    private mutating func beginBatch(line: Int) throws {
        try endBatch()
        try begin()
        try output.results((state == .hasBatches ? ",\n  " : "\n  ") + "{\"line\": \(line),\n    \"results\": [")
        state = .hasBatches
        batch = Batch()
    }

    private mutating func endBatch() throws {
        guard let ended = batch else { return }
        batch = nil
        var text = "],\n    \"messages\": [\(Self.list(ended.messages))]"
        if !ended.unmodelled.isEmpty { text += ",\n    \"unmodelled\": [\(Self.list(ended.unmodelled))]" }
        try output.results(text + "}")
    }

    private mutating func end(_ write: (ScriptOutput) throws -> Void) throws {
        guard state != .finished else { return }
        try endBatch()
        try begin()
        state = .finished
        try write(output)
    }

    private static func list(_ items: [String]) -> String {
        items.map { "\n      " + $0 }.joined(separator: ",")
    }
}
