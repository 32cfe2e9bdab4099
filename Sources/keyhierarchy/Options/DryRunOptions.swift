import ArgumentParser
import KeyHierarchy

/// Whether to find out only what an operation would do.
struct DryRunOptions: ParsableArguments {
    @Flag(help: "Say what would be encrypted again, lost or no longer open, and change nothing.")
    var dryRun = false

    /// Plans an operation or carries it out, and prints what came of it.
    func carryOut(
        _ action: String,
        in session: Session,
        output: OutputOptions,
        plan: () async throws -> Plan,
        perform: () async throws -> ChangeReport
    ) async throws {
        let report = dryRun ? try await plan().report : try await perform()
        try output.print(try await ChangeResult(action, report, dryRun: dryRun, in: session.hierarchy))
    }
}
