import Foundation

// Prints the table of Documentation/Performance.md. With --quick, smaller sizes: to see whether it runs.
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "in-memory", let size = arguments.dropFirst().first.flatMap({ Int($0) }) {
    try await Regeneration.inMemory(size)
} else if arguments.first == "wrap" {
    try await Wrapping.loop(CommandLine.arguments[2])
} else {
    let isQuick = arguments.contains("--quick")
    var table = Table()
    try await PasswordChecks.measure(into: &table)
    try await Wrapping.measure(into: &table)
    try await BackupCost.measure(into: &table)
    try await Regeneration.measure(
        into: &table, sizes: isQuick ? [1000, 10_000] : [10_000, 100_000, 1_000_000])
    try await Regeneration.measureSQLite(into: &table, size: isQuick ? 10_000 : 100_000)
    table.print()
}
