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
        try await print(action, try await report(plan: plan, perform: perform), in: session, output: output)
    }

    /// Plans an operation or carries it out, and returns what came of it.
    func report(
        plan: () async throws -> Plan,
        perform: () async throws -> ChangeReport
    ) async throws -> ChangeReport {
        dryRun ? try await plan().report : try await perform()
    }

    /// Plans an operation or carries it out, with files that were made for it: they are taken back when it fails, and announced
    /// when it is done.
    func report(
        with created: CreatedFiles,
        forStore storePath: String,
        plan: () async throws -> Plan,
        perform: () async throws -> ChangeReport
    ) async throws -> ChangeReport {
        let report: ChangeReport
        do {
            report = try await self.report(plan: plan, perform: perform)
        } catch {
            await created.takeBack(fromStore: storePath, after: error)
            throw error
        }
        created.announce()
        return report
    }

    /// Prints what came of an operation. What fails here has not undone it.
    func print(_ action: String, _ report: ChangeReport, in session: Session, output: OutputOptions) async throws {
        try output.print(
            try await ChangeResult(
                action, report, dryRun: dryRun, namesAll: output.json, in: session.hierarchy))
    }
}
