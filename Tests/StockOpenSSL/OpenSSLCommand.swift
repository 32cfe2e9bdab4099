package import ChildPrograms
import Foundation

/// OpenSSL's command-line tool, as the search path finds it.
package enum OpenSSLCommand {
    package typealias Failure = ProgramRun.Failure

    /// Whether the tool is there, and is OpenSSL's of version 3 or later; macOS has another of the same name.
    package static let isInstalled: Bool = {
        guard let output = try? run(["version"]) else { return false }
        let words = String(decoding: output, as: UTF8.self).split(separator: " ")
        guard words.count > 1, words[0] == "OpenSSL" else { return false }
        return words[1].split(separator: ".").first.flatMap { Int($0) } ?? 0 >= 3
    }()

    /// Runs the tool and returns what it writes, unless it fails.
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
        return try ProgramRun(["openssl"] + arguments, in: directory.path, input: input).successful().output
    }
}
