import Foundation
import TransactSQLSyntax

/// Splitting and reading Transact-SQL scripts: those of the module's tests, repeated.
enum ScriptReading {
    static func measure(into table: inout Table, isQuick: Bool) async throws {
        let once = try script()
        for megabytes in isQuick ? [1] : [5, 100] {
            let bytes = Array(repeatElement(once, count: megabytes * 1_000_000 / once.count).joined())
            var times: [Double] = []
            for _ in 0..<(megabytes > 10 ? 5 : 15) {
                var statements = 0
                times.append(await time { statements = read(bytes) })
                guard statements > 0 else { throw Refused() }
            }
            let speed = Double(bytes.count) / median(times) * 1e3
            table.add(
                "Split a script of \(megabytes) MB and read its batches", ours: "\(decimal(speed, 0)) MB a second",
                bound: "≥ 80 MB a second")
        }
    }

    /// Reads a script piece by piece, and returns the number of its statements.
    private static func read(_ bytes: [UInt8]) -> Int {
        var splitter = ScriptSplitter()
        var statements = 0
        func readParts(_ splitter: inout ScriptSplitter) {
            while let part = splitter.next() {
                if case .batch(let batch) = part {
                    statements += (try? Batch(parsing: batch.utf8.span).statements.count) ?? 0
                }
            }
        }
        for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
            splitter.append(bytes[start..<min(start + 1 << 16, bytes.count)])
            readParts(&splitter)
        }
        splitter.finish()
        readParts(&splitter)
        return statements
    }

    /// All scripts of the tests as one.
    private static func script() throws -> [UInt8] {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Tests/TestScripts/Scripts")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".sql") }
        return try names.sorted().flatMap { name in
            try Data(contentsOf: directory.appending(path: name)) + Data("\nGO\n".utf8)
        }
    }

    struct Refused: Error {}

    // MARK: What Peers/transact_sql.py asks for

    /// Prints the batches of scripts, each followed by a zero.
    static func printBatches(of files: [String]) throws {
        for file in files {
            for part in ScriptSplitter.parts(of: try String(contentsOfFile: file, encoding: .utf8)) {
                if case .batch(let batch) = part {
                    FileHandle.standardOutput.write(Data(batch.utf8 + [0]))
                }
            }
        }
    }

    /// Reads batches from a file, each followed by a zero, and prints how many were accepted, and the median time of
    /// reading all of them, in nanoseconds.
    static func measureBatches(in file: String) async throws {
        let batches = try Data(contentsOf: URL(filePath: file)).split(separator: 0).map { [UInt8]($0) }
        var accepted = 0
        var times: [Double] = []
        for _ in 0..<15 {
            accepted = 0
            times.append(
                await time {
                    for batch in batches { accepted += (try? Batch(parsing: batch.span)) == nil ? 0 : 1 }
                })
        }
        print(accepted, median(times))
    }
}
