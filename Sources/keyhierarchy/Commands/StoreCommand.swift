import ArgumentParser
import DurableFiles
import KeyHierarchy

/// `keyhierarchy store`
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Move an instance to another store.", subcommands: [Copy.self])

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy an instance from one store to another, and compare the two.",
            discussion: """
                Stop what uses the source first. It is only read; no key is opened, and the copy opens with the same machine \
                key or token. An attempt that was interrupted goes on when the command is repeated; nothing starts on the \
                copy before it is complete.
                """)

        @Option(help: ArgumentHelp("The store to copy.", valueName: "store")) var from: String
        @Option(help: ArgumentHelp("The store to copy to: a new one, or an interrupted copy.", valueName: "store"))
        var to: String
        @Flag(help: "Say what would be copied, and change nothing.") var dryRun = false
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard from != to, DurableFile.canonicalPath(from) != DurableFile.canonicalPath(to) else {
                throw ValidationError("The source and the destination are the same store.")
            }
            guard try await StoreOptions.isPresent(from) else { throw ToolError("There is no store at \(from).") }
            let source = try await StoreOptions.openStore(from, .readOnly)
            let isNew = try await !StoreOptions.isPresent(to)
            if isNew { try StoreOptions.requireDirectory(of: to) }
            var destination: any KeyStore =
                isNew ? InMemoryKeyStore() : try await StoreOptions.openStore(to, dryRun ? .readOnly : .readWrite)
            var report = try await StoreCopy(from: source, to: destination).plan()
            if !dryRun {
                // Only now: until it is marked as a copy, somebody could start an instance on it.
                if isNew { destination = try await StoreOptions.openStore(to, .create) }
                report = try await StoreCopy(from: source, to: destination)
                    .run(surveyed: report, progress: ProgressBar.ifWatched)
            }
            try output.print(StoreCopyResult(report, from: from, to: to, dryRun: dryRun))
        }
    }
}

/// What was copied, or would be.
private struct StoreCopyResult: Report {
    let from: String
    let to: String
    let dryRun: Bool
    let databases: Int
    let keys: Int
    let encryptions: Int
    let backups: Int
    let databasesWritten: Int
    let resumed: Bool

    init(_ report: StoreCopyReport, from: String, to: String, dryRun: Bool) {
        self.from = from
        self.to = to
        self.dryRun = dryRun
        databases = report.databases
        keys = report.keys
        encryptions = report.encryptions
        backups = report.backups
        databasesWritten = report.databasesWritten
        resumed = report.isResumed
    }

    func text(_ style: Style) -> String {
        let title = dryRun ? "Would copy the instance." : "Copied the instance, and compared the copy with it."
        let facts = Layout.facts([
            ("From", from), ("To", to), ("Databases", "\(databases), of which \(databasesWritten) were not there yet"),
            ("Keys", "\(keys)"), ("Encryptions", "\(encryptions)"), ("Notes of backups", "\(backups)"),
        ])
        let advice = dryRun ? [] : ["", "From now on, use the copy alone."]
        return ([style.bold(title)] + facts + advice).joined(separator: "\n")
    }
}
