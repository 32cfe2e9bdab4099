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

            Exit status: 0 done; 1 an error that the script did not catch, something that is not modelled, or what --check,
            --parse-only or --lint list; 64 wrong usage.
            """)

    /// What is done with the script beside running it.
    enum Purpose: EnumerableFlag {
        case check
        case parseOnly
        case lint

        static func help(for value: Purpose) -> ArgumentHelp? {
            switch value {
            case .check: "Run the script on a copy of the instance that is thrown away, and list what is wrong with it."
            case .parseOnly: "List the errors of syntax, and run nothing."
            case .lint:
                "List what somebody may regret, such as published passwords, and the errors of syntax; run nothing."
            }
        }
    }

    @OptionGroup var script: ScriptOptionGroup
    @OptionGroup var instance: StoreOptions

    @Flag(help: "Work on a new instance in memory, which is gone at the end.")
    var inMemory = false

    @Flag(exclusivity: .exclusive) var purpose: Purpose?

    @Option(help: "How to print results.")
    var format = ScriptFormat.table

    func validate() throws {
        if purpose == .lint, format != .table {
            throw ValidationError("--lint lists lines of text: leave --format out.")
        }
        if inMemory, instance.isNamed { throw ValidationError("Give either --in-memory or an instance, not both.") }
    }

    func run() async throws {
        var options = try script.options(lenient: purpose == .check)
        options.isDryRun = purpose == .check
        options.parsesOnly = purpose == .parseOnly || purpose == .lint
        let session = ScriptSession(try await hierarchy().session())
        let run = ScriptRun(
            session: session, options: options, requiresEverything: script.strictness != .lenient)
        if script.source == nil, purpose == nil, let reader = LineReader() {
            var shell = Shell(
                run: run, format: format, historyFile: HistoryFile(StoreOptions.inHome(".keyhierarchy_history")),
                reader: reader)
            return try await shell.start()
        }
        let source = script.source ?? .standardInput
        if purpose == .lint { return try await lint(source, run) }
        let printer: any ScriptPrinter =
            purpose != nil && format == .table
            ? ProblemPrinter(.console, name: source.name) : format.printer(to: .console)
        if try await run.run(source.execute(in: session, options), printer) { throw ExitCode.failure }
    }

    private func lint(_ source: ScriptSource, _ run: ScriptRun) async throws {
        let (text, fileMode) = try source.readAll()
        var linter = ScriptLinter()
        linter.version = script.sqlServer.version
        let findings = linter.findings(in: text, fileMode: fileMode)
        // What is no Transact-SQL the linter leaves out: it must not look as if there were nothing to find in it.
        let printer = ProblemPrinter(.console, name: source.name, findings: findings)
        let hasFailed = try await run.run(run.session.execute(text, options: run.options), printer)
        if hasFailed || !findings.isEmpty { throw ExitCode.failure }
    }

    private func hierarchy() async throws -> EncryptionHierarchy {
        // To parse a script nobody needs an instance.
        if inMemory || purpose == .parseOnly || purpose == .lint {
            var options = EncryptionHierarchy.Options()
            options.sqlServerVersion = script.sqlServer.version
            return try await EncryptionHierarchy(options: options)
        }
        return purpose == .check
            ? try await instance.startRehearsal(.readOnly, of: script.sqlServer.version)
            : try await instance.start(of: script.sqlServer.version)
    }
}
