import ChildPrograms
import Foundation

/// A SoftHSM of the test process's own: tokens in a temporary directory, set up before the module is loaded.
package struct SoftToken: Sendable {
    /// Where SoftHSM's module is, if it is installed.
    package static let modulePath: String? = [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ].first { FileManager.default.fileExists(atPath: $0) }

    /// Whether there is a SoftHSM to test with.
    package static var isInstalled: Bool {
        modulePath != nil
    }

    /// The one of this process, with the tokens `Root` and `Spare`, and `Known` with keys that were brought in. SoftHSM sees
    /// tokens only that are there when it starts, and does not bear another process that writes to one meanwhile.
    package static let shared = Result {
        let token = try SoftToken(tokens: ["Root", "Spare", "Known"])
        try token.importKey(knownKey, label: "known", id: "0B")
        for id in ["0A01", "0A02"] { try token.importKey(knownKey, label: "two", id: id) }
        // The module reads it when it starts.
        guard unsafe setenv("SOFTHSM2_CONF", token.configuration, 1) == 0 else { throw POSIXError(.ENOMEM) }
        return token
    }

    /// A key that the token `Known` has. SoftHSM's own tool reads a key that it imports as a line of text, which ends at the first
    /// zero or line feed.
    package static let knownKey = (0..<32).map { _ in UInt8.random(in: 16...255) }
    /// The PIN of each token.
    package static let pin = "correct horse 42"
    /// The PIN of the security officer of each token.
    package static let officerPIN = "officer 4711"

    package let directory: String
    /// The file that `SOFTHSM2_CONF` names.
    package let configuration: String

    /// Sets up tokens in a directory of their own.
    package init(tokens: [String]) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "soft-token-\(UUID())").path
        configuration = directory + "/softhsm2.conf"
        try FileManager.default.createDirectory(
            atPath: directory + "/tokens", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try "directories.tokendir = \(directory)/tokens\nlog.level = ERROR\n"
            .write(toFile: configuration, atomically: false, encoding: .utf8)
        for token in tokens {
            _ = try run(
                "softhsm2-util", "--init-token", "--free", "--label", token, "--pin", Self.pin, "--so-pin",
                Self.officerPIN)
        }
    }

    /// Puts a key into the token `Known`, as SoftHSM's own tool does.
    private func importKey(_ key: [UInt8], label: String, id: String) throws {
        let file = directory + "/key"
        try Data(key).write(to: URL(filePath: file))
        _ = try run(
            "softhsm2-util", "--import", file, "--aes", "--token", "Known", "--label", label, "--id", id, "--pin",
            Self.pin)
    }

    /// Removes the tokens.
    package func remove() {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Runs a program that sees these tokens, and returns what it writes.
    package func run(_ arguments: String...) throws -> String {
        try ProgramRun(arguments, environment: ["SOFTHSM2_CONF": configuration]).successful().text
    }
}
