import ChildPrograms
import Foundation

/// The built tool in a directory of its own, run as a user would.
struct Tool {
    /// What a run of a program came to.
    struct Run {
        let status: Int32
        let output: String
        let errors: String

        /// The printed JSON.
        var json: [String: Any] {
            get throws {
                let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
                guard let dictionary = object as? [String: Any] else { throw CocoaError(.propertyListReadCorrupt) }
                return dictionary
            }
        }
    }

    let directory: URL

    /// Makes an empty directory, which nobody else can read.
    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "keyhierarchy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    /// Removes the directory.
    func cleanUp() {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Writes a file that only its owner can read.
    func write(_ contents: String, to name: String) throws {
        let path = directory.appending(path: name).path
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(contents.utf8), attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
    }

    func read(_ name: String) throws -> Data {
        try Data(contentsOf: directory.appending(path: name))
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: directory.appending(path: name).path)
    }

    /// Runs a line as a shell would, with `keyhierarchy` at the front of the path.
    func callAsFunction(_ line: String) throws -> Run {
        try run("/bin/sh", ["-c", line])
    }

    func run(_ program: String, _ arguments: [String]) throws -> Run {
        var environment: [String: String?] = [
            "PATH": Self.products.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
            "HOME": directory.path,
            // As CSanitizerOptions says for this process.
            "ASAN_OPTIONS": ProcessInfo.processInfo.environment["ASAN_OPTIONS"] ?? "detect_leaks=0",
        ]
        let ours = ["STORE", "MACHINE_KEY", "SERVICE_ACCOUNT_KEY", "TOKEN"].map { "KEYHIERARCHY_" + $0 }
        for name in ours + ["XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            environment.updateValue(nil, forKey: name)
        }
        let run = try ProgramRun([program] + arguments, environment: environment, in: directory.path)
        return Run(
            status: run.status,
            output: String(decoding: run.output, as: UTF8.self),
            errors: String(decoding: run.errorOutput, as: UTF8.self))
    }

    /// Where the products were built: the directory of the test bundle.
    static let products: URL = {
        #if canImport(Darwin)
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            return bundle.bundleURL.deletingLastPathComponent()
        }
        #endif
        return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    }()
}
