// Prints the table of Documentation/Performance.md, or the parts of it that are named: passwords, wrapping, backups,
// memory, sqlite, transact-sql. With --quick, smaller sizes: to see whether it runs.
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "in-memory", let size = arguments.dropFirst().first.flatMap({ Int($0) }) {
    try await Regeneration.inMemory(size)
} else if arguments.first == "peer-work" {
    try await PeerWork.measure()
} else if arguments.first == "batches" {
    try ScriptReading.printBatches(of: Array(arguments.dropFirst()))
} else if arguments.first == "read-batches", let file = arguments.dropFirst().first {
    try await ScriptReading.measureBatches(in: file)
} else {
    let isQuick = arguments.contains("--quick")
    let parts = arguments.filter { !$0.hasPrefix("--") }
    func isWanted(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }

    var table = Table()
    if isWanted("passwords") { try await PasswordChecks.measure(into: &table) }
    if isWanted("wrapping") { try await Wrapping.measure(into: &table) }
    if isWanted("backups") { try await BackupCost.measure(into: &table) }
    if isWanted("memory") {
        try await Regeneration.measure(into: &table, sizes: isQuick ? [1000, 10_000] : [10_000, 100_000, 1_000_000])
    }
    if isWanted("sqlite") { try await Regeneration.measureSQLite(into: &table, size: isQuick ? 10_000 : 100_000) }
    if isWanted("transact-sql") { try await ScriptReading.measure(into: &table, isQuick: isQuick) }
    table.print()
}
