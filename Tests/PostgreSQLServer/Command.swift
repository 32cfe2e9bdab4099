import Foundation

/// A program that is run to its end.
package enum Command {
    package struct Failure: Error {
        package let command: String
        package let status: Int32
        package let output: String
    }

    /// Runs a program, and returns what it prints.
    @discardableResult
    package static func run(_ path: String, _ arguments: [String]) throws -> String {
        // Into a file: the end of a pipe could be held open by a server that was started meanwhile.
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "/")
        let output = try FileHandle(forWritingTo: file)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(command: "\(path) \(arguments.first ?? "")", status: process.terminationStatus, output: text)
        }
        return text.trimmingCharacters(in: .newlines)
    }
}
