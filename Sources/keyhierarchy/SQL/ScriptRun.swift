import Backup
import KeyCryptography
import KeyHierarchy
import TransactSQL

/// Runs scripts on one connection, and prints what comes of them.
struct ScriptRun: Sendable {
    let session: ScriptSession
    let options: ScriptOptions
    /// Whether something that is not modelled counts as a failure: unless somebody said that it may be left out.
    let requiresEverything: Bool

    /// Runs a script to its end, or to what ends it.
    ///
    /// - Parameters:
    ///   - events: What happens while it runs.
    ///   - printer: Prints that, and is finished in the end.
    /// - Returns: Whether there was an error that nothing caught, or something that is required and was not done.
    /// - Throws: What prevents printing, and `CancellationError`.
    func run(_ events: ScriptEvents, _ printer: consuming any ScriptPrinter) async throws -> Bool {
        var printer = printer
        var hasFailed = false
        do {
            for try await event in events {
                switch event {
                case .message(let message) where message.isError: hasFailed = true
                case .unmodelled: hasFailed = hasFailed || requiresEverything
                default: break
                }
                try printer.print(event)
            }
        } catch let error as ScriptError {
            hasFailed = true
            try printer.print(ScriptFailure(fileLine: error.fileLine, text: error.message))
        } catch let error as HierarchyError {
            hasFailed = true
            try printer.print(failure(error, of: events))
        } catch let error as BackupError {
            hasFailed = true
            try printer.print(failure(error, of: events))
        } catch let error as CryptographyError {
            hasFailed = true
            try printer.print(failure(error, of: events))
        } catch let error as ToolError {
            // Standard input broke off, or standard output did: then this fails too.
            hasFailed = true
            try printer.print(ScriptFailure(text: error.description))
        }
        try printer.finish()
        return hasFailed
    }

    /// An error that ended a statement and its script, with the line of the statement.
    private func failure(_ error: some Error & CustomStringConvertible, of events: ScriptEvents) -> ScriptFailure {
        ScriptFailure(fileLine: events.control.progress?.fileLine, text: error.description)
    }

    /// What Tab offers now.
    func completion() async -> SQLCompletion {
        // A store that cannot be read says so when a statement needs it.
        let databases = try? await session.session.allDatabases()
        return SQLCompletion(databases: databases?.map(\.name.description) ?? [], views: CatalogViewNames.all)
    }
}
