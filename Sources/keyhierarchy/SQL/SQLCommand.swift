import ArgumentParser
import KeyHierarchy
import LineEditing
import TransactSQL

/// `keyhierarchy sql`
struct SQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Run Transact-SQL on keys, from a file, an argument, a pipe or a terminal.",
        discussion: """
            Without -f and -e the script comes from standard input; at a terminal that is a shell.

              keyhierarchy sql -e "SELECT name, algorithm_desc FROM sys.symmetric_keys"
              keyhierarchy sql -f backup.sql --file-root ./server-disks
              keyhierarchy sql -f move.sql --check --assume-databases

            Exit status: 0 done, 1 an error that the script did not catch, 64 wrong usage.
            """)

    @OptionGroup var script: ScriptOptionGroup
    @OptionGroup var instance: StoreOptions

    @Flag(help: "Work on a new instance in memory, which is gone at the end.")
    var inMemory = false

    @Option(help: "How to print results: table, csv or json.")
    var format = ScriptFormat.table

    func run() async throws {
        let source = try script.source()
        let run = ScriptRun(
            session: ScriptSession(try await hierarchy().session()), options: try script.options(), format: format)
        if source == nil, let reader = LineReader() {
            var shell = Shell(
                run: run, historyFile: HistoryFile(StoreOptions.inHome(".keyhierarchy_history")), reader: reader)
            return try await shell.start()
        }
        let hasFailed = try await run.run((source ?? .standardInput).read())
        if hasFailed { throw ExitCode.failure }
    }

    private func hierarchy() async throws -> EncryptionHierarchy {
        guard inMemory else { return try await instance.start() }
        if instance.isNamed { throw ValidationError("Give either --in-memory or an instance, not both.") }
        return try await EncryptionHierarchy()
    }
}
