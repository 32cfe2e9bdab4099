import KeyHierarchy

/// `sp_configure`: the options of the server that key scripts set.
enum ConfigureProcedure {
    static let procedure = SystemProcedure(
        name: "sp_configure", parameters: ["@configname", "@configvalue"]
    ) { context, arguments in
        guard case .text(let name) = arguments[0] else {
            throw NotModelled("sp_configure without an option", "The options of a server are not listed.")
        }
        let wanted = SQLText.folded(name)
        let matches = options.filter { $0.name == wanted || $0.name.hasPrefix(wanted) }
        guard let option = matches.first(where: { $0.name == wanted }) ?? (matches.count == 1 ? matches.first : nil),
            !option.isAdvanced || context.state.running["show advanced options"] == 1
        else {
            guard !others.contains(wanted) else {
                throw NotModelled("sp_configure '\(wanted)'", "Only the options that key scripts set are kept.")
            }
            throw StatementFailure(15123, name)
        }
        guard case .text(let text) = arguments[1], let value = Int(text.trimmed) else {
            throw NotModelled("sp_configure without a value", "The options of a server are not listed.")
        }
        guard (0...1).contains(value) else { throw StatementFailure(15129, value, name) }
        guard try await context.isGranted(.controlServer) else { throw StatementFailure(15247) }
        let old = context.state.running[option.name] ?? 0
        context.state.configured[option.name] = value
        try await context.inform(15457, option.spelling, old, value)
    }

    /// An option that is 0 or 1.
    private struct Option: Sendable {
        /// The name as the server has it.
        var spelling: String
        var isAdvanced: Bool
        /// The name as it is looked for.
        var name: String { spelling.lowercased() }
    }

    private static let options = [
        Option(spelling: "show advanced options", isAdvanced: false),
        Option(spelling: "EKM provider enabled", isAdvanced: true),
        Option(spelling: "clr enabled", isAdvanced: false),
        Option(spelling: "contained database authentication", isAdvanced: false),
        Option(spelling: "backup compression default", isAdvanced: false),
        Option(spelling: "xp_cmdshell", isAdvanced: true),
    ]

    /// Options that a server has beside those, in lower case.
    private static let others: Set<String> = [
        "access check cache bucket count", "access check cache quota", "ad hoc distributed queries",
        "adr cleaner retry timeout (min)", "affinity i/o mask", "affinity mask", "affinity64 i/o mask",
        "affinity64 mask",
        "agent xps", "allow polybase export", "allow updates", "automatic soft-numa disabled",
        "backup checksum default",
        "blocked process threshold (s)", "c2 audit mode", "clr strict security", "column encryption enclave type",
        "common criteria compliance enabled", "cost threshold for parallelism", "cross db ownership chaining",
        "cursor threshold", "database mail xps", "default full-text language", "default language",
        "default trace enabled", "disallow results from triggers", "external scripts enabled",
        "filestream access level",
        "fill factor (%)", "hadoop connectivity", "in-doubt xact resolution", "index create memory (kb)",
        "lightweight pooling", "locks", "max degree of parallelism", "max server memory (mb)", "max text repl size (b)",
        "max worker threads", "media retention", "min memory per query (kb)", "min server memory (mb)",
        "nested triggers", "network packet size (b)", "ole automation procedures", "open objects",
        "optimize for ad hoc workloads", "polybase enabled", "priority boost", "query governor cost limit",
        "query wait (s)", "recovery interval (min)", "remote access", "remote admin connections",
        "remote data archive", "remote login timeout (s)", "remote proc trans", "remote query timeout (s)",
        "replication xps", "scan for startup procs", "server trigger recursion", "set working set size",
        "smo and dmo xps", "tempdb metadata memory-optimized", "transform noise words", "two digit year cutoff",
        "user connections", "user options",
    ]
}
