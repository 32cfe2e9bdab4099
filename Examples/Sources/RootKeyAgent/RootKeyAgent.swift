import AgentRootProtector
import ArgumentParser
import Foundation
import KeyHierarchy
import StopSignals

/// `root-key-agent`: holds the key that protects service master keys, and seals and opens them for whoever may use its
/// socket. It stands in for the daemon of a hardware module; here the key is a file.
@main
struct RootKeyAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "root-key-agent",
        abstract: "Seal and open service master keys for the processes of this user.",
        discussion: "It runs until SIGTERM or SIGINT. Exit status: 0 when it was stopped, 1 when it cannot work.")

    @Option(help: ArgumentHelp("The socket to listen at. Its directory must be yours alone.", valueName: "path"))
    var socket: String

    @Option(help: ArgumentHelp("The file with the key, 32 bytes, mode 0600.", valueName: "file"))
    var key: String

    @Flag(help: "Make the key when there is none. Without it, everything that it sealed is lost.")
    var createKey = false

    func run() async throws {
        let signals = StopSignals()
        do {
            let server = try AgentServer(socket: socket, protector: try machineKey())
            Self.note("Listening at \(socket).")
            await signals.wait()
            server.stop()
            Self.note("Stopped.")
        } catch {
            Self.note("\(error)")
            throw ExitCode.failure
        }
    }

    private func machineKey() throws -> MachineKeyFile {
        if createKey, !FileManager.default.fileExists(atPath: key) { return try MachineKeyFile.create(at: key) }
        return try MachineKeyFile(path: key)
    }

    private static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("root-key-agent: \(text)\n".utf8))
    }
}
