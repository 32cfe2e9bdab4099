import Foundation

/// OpenSSL's command-line tool, as the search path finds it.
package enum OpenSSLCommand {
    package struct Failure: Error {
        package let arguments: [String]
        package let status: Int32
    }

    /// Whether the tool is there, and is OpenSSL's of version 3 or later; macOS has another of the same name.
    package static let isInstalled: Bool = {
        guard let output = try? run(["version"]) else { return false }
        let words = String(decoding: output, as: UTF8.self).split(separator: " ")
        guard words.count > 1, words[0] == "OpenSSL" else { return false }
        return words[1].split(separator: ".").first.flatMap { Int($0) } ?? 0 >= 3
    }()

    /// Runs the tool and returns what it writes.
    ///
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - input: What it reads from its standard input.
    ///   - files: Files in the directory in which it runs, by their names.
    package static func run(
        _ arguments: [String],
        input: [UInt8] = [],
        files: [String: [UInt8]] = [:]
    ) throws -> [UInt8] {
        let directory = FileManager.default.temporaryDirectory.appending(path: "OpenSSLCommand.\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, contents) in files { try Data(contents).write(to: directory.appending(path: name)) }
        // From a file: the end of a pipe could be held open by another test's process.
        let standardInput = directory.appending(path: "standard-input")
        try Data(input).write(to: standardInput)
        let process = Process()
        let standardOutput = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = directory
        process.standardInput = try FileHandle(forReadingFrom: standardInput)
        process.standardOutput = standardOutput
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(arguments: arguments, status: process.terminationStatus)
        }
        return Array(output)
    }
}
