import KeyHierarchy
import TransactSQL

/// Runs scripts on one connection, and prints what comes of them.
struct ScriptRun: Sendable {
    let session: ScriptSession
    let options: ScriptOptions
    let format: ScriptFormat

    /// Runs a script to its end, or to what ends it.
    ///
    /// - Returns: Whether there was an error that nothing caught, or something that strict runs end at.
    /// - Throws: What prevents printing, and `CancellationError`.
    func run(_ script: String) async throws -> Bool {
        var printer = format.printer(to: .console)
        var hasFailed = false
        do {
            for try await event in session.execute(script, options: options) {
                switch event {
                case .message(let message) where message.isError: hasFailed = true
                case .unmodelled where options.strictness == .strict: hasFailed = true
                default: break
                }
                try printer.print(event)
            }
        } catch let error as ScriptError {
            hasFailed = true
            try printer.print(ScriptFailure(fileLine: error.fileLine, text: error.message))
        } catch let error as HierarchyError {
            hasFailed = true
            try printer.print(ScriptFailure(text: error.description))
        }
        try printer.finish()
        return hasFailed
    }

    /// What Tab offers now.
    func completion() async -> SQLCompletion {
        // A store that cannot be read says so when a statement needs it.
        let databases = try? await session.session.allDatabases()
        return SQLCompletion(databases: databases?.map(\.name.description) ?? [], views: CatalogViewNames.all)
    }
}
