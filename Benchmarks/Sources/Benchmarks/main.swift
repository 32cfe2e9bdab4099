// Prints the table of Documentation/Performance.md, or the parts of it that are named: passwords, wrapping, backups,
// memory, sqlite, messages, losses, transact-sql. With --quick, smaller sizes: to see whether it runs. `curve` prints what
// plot.py draws; `postgresql CONNECTION` measures on a server, where it makes the schema key_hierarchy anew; `postgresql commits`
// or `postgresql 1000000`, with numbers of databases, parts of that.
let arguments = CommandLine.arguments.dropFirst()
let isQuick = arguments.contains("--quick")
if let store = arguments.first.flatMap(Regeneration.Store.init),
    let size = arguments.dropFirst().first.flatMap({ Int($0) })
{
    switch store {
    case .memory: try await Regeneration.inMemory(size)
    case .sqlite: try await Regeneration.inSQLite(size)
    }
} else if arguments.first == "in-losses", arguments.count == 3, let size = Int(arguments[arguments.startIndex + 2]) {
    try await Losses.inProcess(arguments[arguments.startIndex + 1], size)
} else if arguments.first == "curve" {
    // Two to a power of ten, evenly spaced.
    let sizes = [1000, 3162, 10_000, 31_623, 100_000, 316_228, 1_000_000]
    try RegenerationCurve.measure(sizes: isQuick ? [100, 316, 1000] : sizes)
} else if arguments.first == "peer-work" {
    try await PeerWork.measure()
} else if arguments.first == "batches" {
    try ScriptReading.printBatches(of: Array(arguments.dropFirst()))
} else if arguments.first == "read-batches", let file = arguments.dropFirst().first {
    try await ScriptReading.measureBatches(in: file)
} else if arguments.first == "postgresql-writer", arguments.count == 5 {
    let parts = Array(arguments)
    try await PostgreSQLThroughput.work(
        connection: parts[1], machineKey: parts[2], number: Int(parts[3]) ?? 0, seconds: Int(parts[4]) ?? 1)
} else if arguments.first == "postgresql", let connection = arguments.dropFirst().last {
    let parts = arguments.dropFirst().dropLast().filter { !$0.hasPrefix("--") }
    var table = Table()
    if parts.isEmpty || parts.contains("commits") {
        try await PostgreSQLThroughput(connection: connection, seconds: isQuick ? 2 : 10).measure(into: &table)
    }
    let sizes = isQuick ? [10_000, 100_000] : [100_000, 1_000_000]
    for size in parts.isEmpty ? sizes : parts.compactMap({ Int($0) }) {
        try await PostgreSQLRegeneration(connection: connection, size: size).measure(into: &table)
    }
    table.print()
} else {
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
    if isWanted("messages") { try await Messages.measure(into: &table, isQuick: isQuick) }
    if isWanted("losses") { try Losses.measure(into: &table, size: isQuick ? 10_000 : 100_000) }
    if isWanted("transact-sql") { try await ScriptReading.measure(into: &table, isQuick: isQuick) }
    table.print()
}
