import TransactSQL

/// Prints what is wrong with a script, each with its place in the form of compilers: `file:line: text`.
struct ProblemPrinter: ScriptPrinter {
    private let output: ScriptOutput
    private let name: String
    private let findings: [ScriptFinding]
    private var batches = 0
    private var problems = 0

    /// - Parameters:
    ///   - name: What the script is called.
    ///   - findings: What was found in it before.
    init(_ output: ScriptOutput, name: String, findings: [ScriptFinding] = []) {
        self.output = output
        self.name = name
        self.findings = findings
    }

    mutating func print(_ event: ScriptEvent) throws {
        switch event {
        case .batchBegan: batches += 1
        case .resultSet, .rowsAffected, .batchEnded: break
        case .message(let message):
            guard message.isError else { break }
            try print(
                "Msg \(message.number), Level \(message.severity), State \(message.state): \(message.text)",
                message.fileLine)
            if let excerpt = message.excerpt { try output.results(Caret(excerpt).text + "\n") }
        case .unmodelled(let diagnostic):
            try print(
                "\(diagnostic.name) is not modelled\(diagnostic.reason.map { ": \($0)" } ?? ".")", diagnostic.fileLine)
        }
    }

    mutating func print(_ failure: ScriptFailure) throws {
        try print(failure.text, failure.fileLine)
    }

    mutating func finish() throws {
        for finding in findings { try print("\(finding.rule): \(finding.text)", finding.fileLine) }
        guard problems == 0 else { return }
        try output.results("No problems in \(batches) \(batches == 1 ? "batch" : "batches").\n")
    }

    private mutating func print(_ text: String, _ line: Int?) throws {
        problems += 1
        try output.results(TablePrinter.visible("\(name):\(line.map { "\($0):" } ?? "") \(text)") + "\n")
    }
}
