import Foundation

/// This program, started once more with arguments of its own.
struct ChildProcess {
    let process = Process()
    /// What it writes on its standard output.
    let output: FileHandle

    init(_ arguments: [String]) throws {
        let pipe = Pipe()
        process.executableURL = Self.program
        process.arguments = arguments
        process.standardOutput = pipe
        output = pipe.fileHandleForReading
        try process.run()
    }

    /// Waits for its end, and returns what it has written.
    func finish() throws -> Data {
        let data = try output.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Violation("A process has failed with status \(process.terminationStatus).")
        }
        return data
    }

    /// Where this program is, whatever the working directory has become.
    private static let program: URL = {
        let link = "/proc/self/exe"
        guard FileManager.default.fileExists(atPath: link) else { return URL(filePath: CommandLine.arguments[0]) }
        return URL(filePath: link).resolvingSymlinksInPath()
    }()
}
