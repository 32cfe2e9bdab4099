import ArgumentParser
import KeyHierarchy
import TransactSQL

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which script is run, and how.
struct ScriptOptionGroup: ParsableArguments {
    /// What follows when something is not modelled.
    enum Strictness: EnumerableFlag {
        case strict
        case lenient

        static func help(for value: Strictness) -> ArgumentHelp? {
            switch value {
            case .strict: "Stop at a statement that is known and not modelled (the default)."
            case .lenient: "Report a statement that is not modelled, and go on behind it."
            }
        }
    }

    @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The script.", valueName: "file"))
    var file: String?

    @Option(
        name: [.customShort("e"), .long],
        help: ArgumentHelp(
            "The script itself. Others can see it while it runs: no place for a password.", valueName: "text"))
    var execute: String?

    @Option(
        help: ArgumentHelp(
            "The directory beneath which the paths of the script are found: c:\\keys\\k is DIR/c/keys/k. Without it only "
                + "paths of this system are taken.",
            valueName: "dir"))
    var fileRoot: String?

    @Flag(help: "Create databases that the script uses and that are not there, for rehearsals.")
    var assumeDatabases = false

    @Option(help: ArgumentHelp("The version of SQL Server that the script is for, by its year.", valueName: "year"))
    var sqlServer = ServerYear(.sql2022)

    @Flag(exclusivity: .exclusive) var strictness: Strictness?

    @Flag(name: [.customShort("b"), .long], help: "Stop after the first batch that has an error.")
    var stopOnError = false

    @Option(
        name: [.customShort("v"), .long],
        help: ArgumentHelp("A variable of sqlcmd: $(name) in the script. May be repeated.", valueName: "name=value"))
    var variable: [String] = []

    @Flag(inversion: .prefixedNo, help: "Whether $(name) and the commands of sqlcmd mean something.")
    var sqlcmd = true

    func validate() throws {
        if file != nil, execute != nil { throw ValidationError("Give either -f or -e, not both.") }
        if !sqlcmd, !variable.isEmpty {
            throw ValidationError("Variables are for sqlcmd: give -v without --no-sqlcmd.")
        }
        _ = try variables()
    }

    /// Where the script comes from; `nil` when nothing says so.
    var source: ScriptSource? {
        file.map(ScriptSource.file) ?? execute.map(ScriptSource.text)
    }

    /// How it is run.
    ///
    /// - Parameter lenient: Whether what is not modelled does not end the script where nothing was said about that.
    func options(lenient: Bool) throws -> ScriptOptions {
        var options = ScriptOptions()
        options.strictness = (strictness ?? (lenient ? .lenient : .strict)) == .lenient ? .lenient : .strict
        options.assumesDatabases = assumeDatabases
        options.fileRoot = fileRoot.map(FileRoot.init)
        options.stopsOnError = stopOnError
        options.sqlcmdVariables = sqlcmd ? try variables() : nil
        return options
    }

    /// The variables of the environment, and those that were given, which count for more.
    private func variables() throws -> [String: String] {
        // Their names have no case, so that one from the environment must not stand beside one that was given.
        var variables = Dictionary(ProcessInfo.processInfo.environment.map { ($0.key.lowercased(), $0.value) }) { $1 }
        for variable in variable {
            guard let sign = variable.firstIndex(of: "="), sign != variable.startIndex else {
                throw ValidationError("A variable is given as -v name=value.")
            }
            variables[variable[..<sign].lowercased()] = String(variable[variable.index(after: sign)...])
        }
        return variables
    }
}
