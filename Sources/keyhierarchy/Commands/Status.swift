import ArgumentParser
import KeyHierarchy

/// `keyhierarchy status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all keys, what opens each, and where its backups are. Nothing is changed.",
        discussion: "With --check it says what keys lack instead, a line for each. Exit status 0 only if nothing.")

    @OptionGroup var check: CheckOptions
    @OptionGroup var instance: StoreOptions
    @Option(help: "The only database to show; all of them without it.")
    var database: DatabaseName?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let hierarchy = try await instance.startReadOnly()
        if check.check { return try await check.run(hierarchy, asJSON: output.json) }
        try output.print(try await StatusResult(hierarchy, store: instance.storePath, database: database))
    }
}
