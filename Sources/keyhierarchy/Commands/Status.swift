import ArgumentParser
import KeyHierarchy

/// `keyhierarchy status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all keys, what opens each, and where its backups are. Nothing is changed.")

    @OptionGroup var instance: StoreOptions
    @Option(help: "The only database to show; all of them without it.")
    var database: DatabaseName?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let hierarchy = try await instance.startReadOnly()
        try output.print(try await StatusResult(hierarchy, store: instance.storePath, database: database))
    }
}
