import Backup
import KeyHierarchy
import TransactSQLSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What statements and expressions of a running script can see and change.
///
/// One task uses it at a time: the one that runs the script.
final class ExecutionContext {
    let session: Session
    let options: ScriptOptions
    /// Takes the events of the script.
    let events: EventChannel
    /// What the connection keeps.
    var state: ConnectionState
    /// The variables of the batch.
    var variables = Variables()
    /// The errors that the `CATCH` blocks around handle, innermost last.
    var caught: [CaughtError] = []
    /// Where the lines of the batch stand in the script.
    var lines = ScriptLines(from: 1)
    /// The line of the script of the outermost `EXEC ('…')` that runs: the lines of its text are none of the script's.
    var outerFileLine: Int?
    /// The names in double quotation marks of the text that runs, folded: messages leave them out.
    var namesInQuotationMarks: Set<String> = []
    /// How deep `EXEC ('…')` is nested: `@@NESTLEVEL`.
    var nestingLevel = 0
    /// The line within the batch of the statement that runs.
    var line = 1
    /// How far the script has come; ``currentProgress`` has all of it.
    var progress = ScriptProgress()
    /// How many changes the session had committed when the statement that runs began.
    var commitsBefore = 0
    /// Whether the run has seen an error that nobody caught.
    var hasFailed = false
    /// Whether an error of severity 20 or above, or a message of state 127 under sqlcmd, has ended the connection.
    var isDisconnected = false
    /// What backups were written to while the script is only rehearsed, by what tells its path from others.
    var rehearsedFiles: [String: MemoryBackupMedium] = [:]

    init(_ session: Session, state: ConnectionState, options: ScriptOptions, events: EventChannel) {
        self.session = session
        self.state = state
        self.options = options
        self.events = events
    }

    var hierarchy: EncryptionHierarchy { session.hierarchy }

    /// The time by the instance's clock.
    var now: Date { hierarchy.options.now() }

    /// The version of SQL Server that is modelled.
    var version: SQLServerVersion { hierarchy.options.sqlServerVersion }

    /// The compatibility level of the databases.
    var compatibilityLevel: Int { options.compatibilityLevel ?? version.compatibilityLevel }

    /// Whether the principal may see what belongs to a database: whoever controls it.
    func controls(_ database: DatabaseName) async throws -> Bool {
        try await isGranted(.control(database))
    }

    /// Whether the principal has a permission.
    func isGranted(_ permission: Permission) async throws -> Bool {
        try await hierarchy.options.authorizer.isGranted(permission, to: session.principal)
    }

    /// The line of the script on which a line of the running text stands: that of the `EXEC`, for a text that `EXEC` runs.
    func fileLine(of line: Int) -> Int {
        outerFileLine ?? lines.fileLine(of: line)
    }

    /// Reads the instance's records.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any KeyStoreReader) throws -> Result) async throws
        -> Result
    {
        try await hierarchy.store.read(body)
    }
}

// MARK: What a client sees

extension ExecutionContext {
    /// Sends a message of the statement that runs.
    ///
    /// sqlcmd takes the state 127 for a wish to end, whatever the severity. It sees what comes to it, and no error that a
    /// `CATCH` handles.
    func send(_ failure: StatementFailure) async throws {
        for earlier in failure.earlier {
            var earlier = earlier
            earlier.line = earlier.line ?? failure.line
            earlier.fileLine = earlier.fileLine ?? failure.fileLine
            try await send(earlier)
        }
        let line = failure.line ?? self.line
        let message = ServerMessage(
            number: failure.number, severity: failure.severity, state: failure.state, line: line,
            fileLine: failure.fileLine ?? fileLine(of: line), procedure: failure.procedure,
            text: failure.text, excerpt: failure.excerpt)
        try await events.send(.message(message))
        if failure.state == 127, options.sqlcmdVariables != nil { isDisconnected = true }
    }

    /// Sends information: of severity 10 at most, also where the listing has a warning as an error.
    func inform(_ number: Int, _ values: any CustomStringConvertible...) async throws {
        let message = SystemMessage.numbered(number)
        try await send(
            StatementFailure(
                number: number, severity: min(message?.severity ?? 10, 10), state: message?.state ?? 1,
                text: MessageFormat(message?.text ?? "").filled(with: values.map { .text($0.description) })))
    }

    /// Sends how many rows a statement gave, unless `NOCOUNT` is on, and keeps it for `@@ROWCOUNT`.
    func report(rows count: Int) async throws {
        state.rowCount = count
        guard !state.hidesCounts else { return }
        try await events.send(.rowsAffected(count))
    }
}
