import Foundation

/// The stock `openssl` command: a reader of backups that nobody here wrote.
enum OpenSSLCommand {
    /// Runs it, and returns its exit status and what it printed.
    static func run(_ arguments: String...) throws -> (status: Int32, output: [UInt8]) {
        try run(arguments)
    }

    /// Runs it, and returns its exit status and what it printed.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: [UInt8]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, Array(output))
    }

    /// Does what the `Recover:` line of a backup says.
    static func decrypt(_ file: String, password: String) throws -> (status: Int32, output: [UInt8]) {
        try run("cms", "-decrypt", "-inform", "PEM", "-in", file, "-pwri_password", password, "-binary")
    }
}
