import CFloor
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

/// Replacing the service master key, over many databases with master keys.
enum Regeneration {
    /// Where the keys are; the name is the argument of the process that measures there.
    enum Store: String, CaseIterable {
        case memory = "in-memory"
        case sqlite = "in-sqlite"
    }

    private static let threads = Int32(ProcessInfo.processInfo.activeProcessorCount)

    /// What a process of its own measures, which ``inMemory(_:)`` or ``inSQLite(_:)`` says.
    static func figures(on store: Store, _ size: Int) throws -> [Double] {
        let output = try ThisProcess.runAgain(store.rawValue, String(size))
        let figures = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard figures.count >= 3 else { throw ThisProcess.Failed(arguments: [store.rawValue, String(size)]) }
        return figures
    }

    /// In memory, each size in a process of its own.
    static func measure(into table: inout Table, sizes: [Int]) async throws {
        var times: [Double] = []
        for size in sizes {
            let figures = try figures(on: .memory, size)
            guard figures.count == 5 else { throw ThisProcess.Failed(arguments: [Store.memory.rawValue]) }
            let (ours, floor, ratio, perKey, extra) = (figures[0], figures[1], figures[2], figures[3], figures[4])
            times.append(ours / Double(size))
            let name = "Regenerate over \(size.formatted()) databases in memory"
            table.add(
                name, ours: duration(ours), floor: duration(floor), ratio: decimal(ratio, 2),
                bound: size == sizes.last ? "≤ 1.50" : "")
            guard size == sizes.last else { continue }
            table.add(
                "… each, beside the smallest size", ours: "\(decimal(ours / Double(size), 0)) ns",
                floor: "\(decimal(times[0], 0)) ns", ratio: decimal(times[times.count - 1] / times[0], 2), bound: "")
            table.add("… memory for each database", ours: "\(decimal(perKey, 0)) bytes", bound: "≤ 500 bytes")
            table.add("… more memory meanwhile", ours: "\(decimal(extra / 1e6, 1)) MB", bound: "< 64 MB")
        }
    }

    /// What one process measures: our time, the floor's, their ratio, bytes for each database, and more bytes meanwhile.
    static func inMemory(_ size: Int) async throws {
        let before = ThisProcess.residentMemory
        let instance = try await TestInstance()
        try await instance.hierarchy.fill(databases: size)
        let perKey = Double(ThisProcess.residentMemory - before) / Double(size)
        try ThisProcess.forgetPeak()
        let resident = ThisProcess.residentMemory
        try await regenerate(instance, size)
        let extra = ThisProcess.peakMemory - resident
        let pairs = try await Pairs(9, floor: { floor_rewrap(Int64(size), threads) }) {
            try await time { try await regenerate(instance, size) }
        }
        print(pairs.ours, pairs.floor, pairs.ratio, perKey, extra)
    }

    /// On a store in a file, and opening it.
    static func measureSQLite(into table: inout Table, size: Int) async throws {
        try await withStore(size) { path, instance in
            table.add(
                "Regenerate over \(size.formatted()) databases in SQLite", try await pairs(path, instance, size),
                bound: 2)
            var times: [Double] = []
            for _ in 0..<9 {
                times.append(
                    try await time {
                        _ = try await EncryptionHierarchy(
                            store: try SQLiteKeyStore(path: path), rootProtectors: instance.rootProtectors)
                    })
            }
            table.add("Open that store and start the instance", ours: duration(median(times)), bound: "< 50 ms")
        }
    }

    /// What one process measures: our time, the floor's, their ratio.
    static func inSQLite(_ size: Int) async throws {
        try await withStore(size) { path, instance in
            let pairs = try await pairs(path, instance, size)
            print(pairs.ours, pairs.floor, pairs.ratio)
        }
    }

    private static func withStore(_ size: Int, _ body: (String, TestInstance) async throws -> Void) async throws {
        let directory = URL(filePath: NSTemporaryDirectory()).appending(path: "benchmark-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "store.db").path()
        let instance = try await TestInstance(store: try SQLiteKeyStore(path: path, access: .create))
        try await instance.hierarchy.fill(databases: size)
        try await body(path, instance)
    }

    private static func pairs(_ path: String, _ instance: TestInstance, _ size: Int) async throws -> Pairs {
        try await Pairs(
            9,
            floor: {
                var rows: Int64 = 0
                let update = unsafe floor_sqlite_update(path, &rows)
                guard update > 0, rows == size else { return -1 }
                return update + floor_rewrap(Int64(size), threads)
            }
        ) {
            try await time { try await regenerate(instance, size) }
        }
    }

    private static func regenerate(_ instance: TestInstance, _ size: Int) async throws {
        let report = try await instance.session.regenerateServiceMasterKey()
        guard report.rewrapped.count == size else { throw Incomplete() }
    }

    struct Incomplete: Error {}
}
