import ChildPrograms
import Foundation

/// This program, started once more with arguments of its own.
struct ChildProcess {
    let program: ChildProgram
    /// What it writes on its standard output.
    let output: FileHandle

    init(_ arguments: [String]) throws {
        let pipe = Pipe()
        program = try ChildProgram(
            [Self.path] + arguments, output: pipe.fileHandleForWriting.fileDescriptor, errors: STDERR_FILENO)
        try pipe.fileHandleForWriting.close()
        output = pipe.fileHandleForReading
    }

    /// Waits for its end, and returns what it has written.
    func finish() throws -> Data {
        let data = try output.readToEnd() ?? Data()
        let termination = program.wait()
        guard termination == .exited(0) else { throw Violation("A process has failed: \(termination).") }
        return data
    }

    /// Where this program is, whatever the working directory has become.
    private static let path: String = {
        let link = "/proc/self/exe"
        guard FileManager.default.fileExists(atPath: link) else { return CommandLine.arguments[0] }
        return URL(filePath: link).resolvingSymlinksInPath().path
    }()
}
