/// Runs the batches of a script, one after the other.
struct ScriptRunner {
    let context: ExecutionContext

    /// Runs a script.
    ///
    /// - Throws: ``ScriptError``, `CancellationError`, and what a store throws.
    func run(_ script: LineSource) async throws {
        let sqlcmd = context.options.sqlcmdVariables.map { variables in
            SqlcmdSettings(
                variables: variables, changes: context.state.sqlcmdChanges, stopsOnError: context.options.stopsOnError,
                fileRoot: context.options.fileRoot)
        }
        var reader = BatchReader(script, sqlcmd: sqlcmd)
        defer { context.state.sqlcmdChanges = reader.sqlcmd?.changes ?? [:] }
        while let batch = try reader.next() {
            for _ in 0..<batch.count {
                guard try await run(batch) else { return }
                if context.hasFailed, reader.sqlcmd?.stopsOnError ?? context.options.stopsOnError { return }
            }
        }
    }

    /// Runs a batch; whether the script goes on.
    private func run(_ batch: BatchReader.Batch) async throws -> Bool {
        try Task.checkCancellation()
        context.lines = batch.lines
        context.line = 1
        context.variables = Variables()
        try await context.events.send(.batchBegan(line: batch.lines.first))
        var goesOn = true
        do {
            _ = try await BatchRunner(context: context).run(batch.text)
        } catch let notModelled as NotModelled {
            try await context.report(notModelled)
            goesOn = false
        }
        try await context.events.send(.batchEnded)
        return goesOn && !context.isDisconnected
    }
}
