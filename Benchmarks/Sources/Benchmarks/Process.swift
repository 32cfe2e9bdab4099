import Foundation

/// What the system knows of this process.
enum ThisProcess {
    /// The memory that is resident, in bytes.
    static var residentMemory: Int {
        status("VmRSS")
    }

    /// The most memory that was resident since ``forgetPeak()``, in bytes.
    static var peakMemory: Int {
        status("VmHWM")
    }

    /// Begins a new peak.
    static func forgetPeak() throws {
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    private static func status(_ name: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            return (Int(line.filter(\.isNumber)) ?? 0) << 10
        }
        return 0
    }

    /// Runs this program again with other arguments, in a process of its own, and returns what it prints.
    static func runAgain(_ arguments: String...) throws -> String {
        try runAgain(together: [arguments])[0]
    }

    /// Runs this program again in several processes at once, and returns what each prints.
    static func runAgain(together arguments: [[String]]) throws -> [String] {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        let running = try arguments.map { ($0, try start(program, $0)) }
        return try running.map { try finish($1.process, $1.output, arguments: $0) }
    }

    /// Runs a program to its end, and returns what it prints.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        let (process, output) = try start(program, arguments)
        return try finish(process, output, arguments: arguments)
    }

    private static func start(_ program: String, _ arguments: [String]) throws -> (process: Process, output: Pipe) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    private static func finish(_ process: Process, _ output: Pipe, arguments: [String]) throws -> String {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
        return text
    }

    struct Failed: Error {
        let arguments: [String]
    }
}
