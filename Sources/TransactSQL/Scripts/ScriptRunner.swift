import TransactSQLSyntax

/// Runs the batches of a script, one after the other, and the commands of sqlcmd between them.
struct ScriptRunner {
    private let context: ExecutionContext
    /// What the commands of sqlcmd have set; `nil` in plain Transact-SQL.
    private var sqlcmd: SqlcmdSettings?
    private var splitter: ScriptSplitter
    /// How many more files `:r` may read: a file that reads itself comes to an end.
    private var filesLeft = 100
    private var bytesLeft = 64 << 20

    /// How many bytes of a script are split at a time.
    private static let pieceSize = 1 << 16

    init(_ context: ExecutionContext) {
        self.context = context
        let options = context.options
        sqlcmd = options.sqlcmdVariables.map {
            SqlcmdSettings(
                variables: $0, changes: context.state.sqlcmdChanges, stopsOnError: options.stopsOnError)
        }
        splitter = ScriptSplitter(recognizesCommands: sqlcmd != nil)
    }

    /// Runs a script.
    ///
    /// - Throws: ``ScriptError``, `CancellationError`, and what a store throws.
    mutating func run(_ script: String) async throws {
        var rest = script.utf8[...]
        try await run(reading: {
            let piece = rest.prefix(Self.pieceSize)
            rest = rest[piece.endIndex...]
            return Array(piece)
        })
    }

    /// Runs a script that is read while it runs.
    ///
    /// - Parameter pieces: Gives the next bytes of the script, none at its end.
    /// - Throws: As ``run(_:)``; what `pieces` throws.
    mutating func run(reading pieces: () throws -> [UInt8]) async throws {
        while true {
            let piece = try pieces()
            splitter.append(piece)
            if piece.isEmpty { splitter.finish() }
            while let part = splitter.next() {
                guard try await perform(part) else { return }
            }
            let unfinished = splitter.unfinished
            try context.options.limits.requireBatch(unfinished.byteCount, fileLine: unfinished.line)
            if piece.isEmpty { return }
        }
    }

    /// Runs a part of the script; whether it goes on.
    private mutating func perform(_ part: ScriptPart) async throws -> Bool {
        switch part {
        case .batch(let batch):
            let text = try substituted(batch)
            for _ in 0..<batch.count {
                guard try await run(text, batch.lines) else { return false }
                if context.hasFailed, sqlcmd?.stopsOnError ?? context.options.stopsOnError { return false }
            }
            return true
        case .command(let command): return try perform(command)
        case .malformedSeparator(let line):
            throw ScriptError(
                .badSeparator, fileLine: line.line, "Syntax error near GO: nothing but a count may follow.")
        }
    }

    /// Runs a batch; whether the script goes on.
    private func run(_ text: String, _ lines: ScriptLines) async throws -> Bool {
        try Task.checkCancellation()
        context.lines = lines
        context.line = 1
        context.variables = Variables()
        try await context.events.send(.batchBegan(line: lines.fileLine(of: 1)))
        var goesOn = true
        do {
            _ = try await BatchRunner(context: context).run(text)
        } catch let notModelled as NotModelled {
            try await context.report(notModelled)
            goesOn = false
        }
        try await context.endDoomedTransaction()
        try await context.events.send(.batchEnded)
        return goesOn && !context.isDisconnected
    }

    private func substituted(_ batch: ScriptBatch) throws -> String {
        try context.options.limits.requireBatch(batch.utf8.count, fileLine: batch.line)
        // A password with another character in the place of its own would be another password.
        guard let text = String(validating: batch.utf8, as: UTF8.self) else {
            throw ScriptError(.notUTF8, fileLine: batch.line, "The batch that begins here is neither UTF-8 nor UTF-16.")
        }
        guard let sqlcmd else { return text }
        return try VariableSubstitution(sqlcmd, context.options.limits).apply(to: batch)
    }

    private mutating func perform(_ command: ScriptCommand) throws -> Bool {
        let text = try sqlcmd.map { try VariableSubstitution($0, context.options.limits).apply(to: command) }
        switch SqlcmdCommand(text ?? command.text) {
        case .setVariable(let name, let value):
            sqlcmd?[name] = value
            context.state.sqlcmdChanges = sqlcmd?.changes ?? [:]
        case .onError(let exits): sqlcmd?.stopsOnError = exits
        case .read(let path): try read(path, line: command.line)
        case .quit: return false
        case .refused(let name):
            throw ScriptError(
                .commandRefused, fileLine: command.line, "The command \(name) of sqlcmd is not carried out here.")
        case .malformed(let name):
            throw ScriptError(.badCommand, fileLine: command.line, "Syntax error near command '\(name)'.")
        }
        return true
    }

    /// `:r`: the text of a file takes the place of the command.
    private mutating func read(_ path: String, line: Int) throws {
        guard filesLeft > 0 else {
            throw ScriptError(
                .filesNested, fileLine: line, "More than 100 files are read with :r, or one reads itself.")
        }
        let bytes: [UInt8]?
        do {
            bytes = try context.options.file(path)?.read(limit: bytesLeft)
        } catch let error as FilePathError {
            throw ScriptError(.fileUnreadable, fileLine: line, error.description)
        } catch {
            bytes = nil
        }
        guard let bytes else {
            throw ScriptError(.fileUnreadable, fileLine: line, "'\(path)' cannot be read, or is too large.")
        }
        filesLeft -= 1
        bytesLeft -= bytes.count
        splitter.insert(bytes)
    }
}
