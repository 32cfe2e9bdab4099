import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import SQLiteKeyStore

/// What losing things would cost, over many databases: taking the inventory, and every single loss and pair.
enum Losses {
    /// Each size in a process of its own, for its memory.
    static func measure(into table: inout Table, size: Int) throws {
        for store in ["memory", "SQLite"] {
            let output = try ThisProcess.runAgain("in-losses", store, String(size))
            let figures = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard figures.count == 4 else { throw ThisProcess.Failed(arguments: ["in-losses"]) }
            table.add(
                "Take the inventory of \(size.formatted()) databases in \(store)", ours: duration(figures[0]), bound: ""
            )
            guard store == "SQLite" else { continue }
            table.add("… find every single loss that costs something", ours: duration(figures[1]), bound: "")
            table.add(
                "… every single loss and every pair", ours: duration(figures[2]), bound: "< 2 s with the inventory")
            table.add("… more memory meanwhile, for each database", ours: "\(decimal(figures[3], 0)) bytes", bound: "")
        }
    }

    /// What one process measures: the times of the inventory, of single losses, of pairs too, and bytes for each database.
    static func inProcess(_ store: String, _ size: Int) async throws {
        guard store == "SQLite" else { return try await print(figures(TestInstance(), size)) }
        let directory = FileManager.default.temporaryDirectory.appending(path: "losses-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "store.db").path
        try await print(figures(TestInstance(store: try SQLiteKeyStore(path: path, access: .create)), size))
    }

    private static func print(_ figures: [Double]) {
        Swift.print(figures.map { String($0) }.joined(separator: " "))
    }

    private static func figures(_ instance: TestInstance, _ size: Int) async throws -> [Double] {
        try await instance.hierarchy.fill(databases: size)
        try ThisProcess.forgetPeak()
        let resident = ThisProcess.residentMemory
        var times: [[Double]] = [[], [], []]
        for _ in 0..<5 {
            var inventory: Inventory?
            times[0].append(try await time { inventory = try await instance.session.inventory() })
            guard let inventory else { continue }
            for (index, includingPairs) in [(1, false), (2, true)] {
                times[index].append(
                    try await time {
                        let weaknesses = RecoveryAnalysis(inventory).weaknesses(includingPairs: includingPairs)
                        // The store; the machine key and the password of each database.
                        guard weaknesses.count >= (includingPairs ? size : 2) else {
                            throw ThisProcess.Failed(arguments: ["in-losses"])
                        }
                    })
            }
        }
        let extra = Double(ThisProcess.peakMemory - resident) / Double(size)
        return times.map(median) + [extra]
    }
}
