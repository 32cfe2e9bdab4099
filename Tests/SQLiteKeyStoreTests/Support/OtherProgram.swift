import Foundation

/// Python's own SQLite, in a process of its own.
struct OtherProgram {
    private let process = Process()
    private let output = Pipe()

    static let isAvailable: Bool = {
        guard let program = try? OtherProgram("import sqlite3") else { return false }
        return (try? program.finish()) ?? false
    }()

    /// Starts a program.
    init(_ text: String, arguments: [String] = []) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", text] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Waits until the program has printed something.
    func awaitOutput() {
        _ = output.fileHandleForReading.availableData
    }

    /// Waits for the end of the program, and returns whether it was a success.
    func finish() throws -> Bool {
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Kills the program.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
