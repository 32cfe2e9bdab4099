import ChildPrograms
import Foundation

/// Python's own SQLite, in a process of its own.
struct OtherProgram {
    private let program: ChildProgram
    private let output = Pipe()

    static let isAvailable = (try? ProgramRun(["python3", "-c", "import sqlite3"]).status) == 0

    /// Starts a program.
    init(_ text: String, arguments: [String] = []) throws {
        program = try ChildProgram(
            ["/usr/bin/env", "python3", "-c", text] + arguments,
            output: output.fileHandleForWriting.fileDescriptor)
        try output.fileHandleForWriting.close()
    }

    /// Waits until the program has printed something.
    func awaitOutput() {
        _ = output.fileHandleForReading.availableData
    }

    /// Waits for the end of the program, and returns whether it was a success.
    func finish() -> Bool {
        program.wait() == .exited(0)
    }

    /// Kills the program.
    func stop() {
        program.signal(SIGKILL)
        program.wait()
    }
}
