import ArgumentParser
import DurableFiles
import KeyHierarchy
import Recovery

/// `keyhierarchy what-if`
struct WhatIf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Say what losing things would cost, and how to get back what can be got back. Nothing is changed.",
        discussion: """
            Without --lose it finds every single thing, and every pair, whose loss costs a key or data, the worst first. No
            password is needed: it is computed from what is known of keys, protectors and backups.

            What can be lost: machine-key, service-account, token, password:LABEL, backup:FILE, database:NAME, store;
            passwords without a label as the list names them (password:DATABASE/SLOT, backup-password:ID). Lost together is
            what is given in one command.
            """)

    @Option(name: .customLong("lose"), help: ArgumentHelp("What is lost; may be repeated.", valueName: "what"))
    var lost: [String] = []
    @Flag(help: "Only single things, not pairs.") var single = false
    @Option(help: "How many weaknesses to show, the worst first.") var limit = 20
    @OptionGroup var instance: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
    }

    func run() async throws {
        let inventory = try await instance.startReadOnly().session().inventory()
        let analysis = RecoveryAnalysis(inventory)
        guard lost.isEmpty else {
            let assets = try lost.map { try asset($0, in: analysis) }
            return try output.print(LossResult(analysis.losing(assets), in: inventory))
        }
        try output.print(
            WeaknessesResult(analysis, includingPairs: !single, limit: limit))
    }

    private func asset(_ specification: String, in analysis: RecoveryAnalysis) throws -> Asset {
        if let asset = analysis.asset(specification) { return asset }
        // A file may be named from where one stands.
        if specification.hasPrefix("backup:"),
            let asset = analysis.asset(
                "backup:" + DurableFile.canonicalPath(String(specification.dropFirst("backup:".count))))
        {
            return asset
        }
        let known = analysis.assets.map(analysis.inventory.specification(of:))
        let shown = known.prefix(20).map { "  " + $0.shellWord }.joined(separator: "\n")
        let more = known.count > 20 ? "\n  and \(known.count - 20) more: see --json" : ""
        throw ToolError("This instance has no '\(specification)' to lose. It has:\n\(shown)\(more)")
    }
}
