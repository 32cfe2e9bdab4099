import ChildPrograms
import Foundation

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// PostgreSQL's programs on this machine, and the account that they run under: a server refuses to be root's.
package struct PostgreSQLInstallation: Sendable {
    /// Why there is none.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// The one with the highest version; `PG_BINDIR` names another.
    package static let found = Result { try PostgreSQLInstallation() }

    /// Whether there is one, for the condition of a test.
    package static var isPresent: Bool {
        if case .success = found { true } else { false }
    }

    private let programs: String
    /// The account, when this process is root's.
    private let account: String?

    private init() throws {
        let places = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"]
        let candidates =
            [ProcessInfo.processInfo.environment["PG_BINDIR"]].compactMap(\.self)
            + places.flatMap { place in
                let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
                return names.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
                    .map { "\(place)/\($0)/bin" }
            } + ["/usr/local/bin", "/usr/bin"]
        let needed = ["initdb", "postgres", "pg_ctl", "psql"]
        let programs = candidates.first { place in
            needed.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(place)/\($0)") }
        }
        guard let programs else {
            throw Missing(
                description: "PostgreSQL is not installed: there is no initdb and postgres. "
                    + "`make setup` installs it, or PG_BINDIR says where it is.")
        }
        self.programs = programs
        guard geteuid() == 0 else {
            account = nil
            return
        }
        account = ["postgres", "nobody"].first { unsafe getpwnam($0) != nil }
    }

    /// A new directory for a server, whose path is short enough for a socket in it.
    func makeDirectory() throws -> String {
        let directory = "/tmp/postgresql-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try own(directory)
        return directory
    }

    /// Gives a file to the server's account.
    func own(_ path: String) throws {
        guard let account else { return }
        try FileManager.default.setAttributes([.ownerAccountName: account], ofItemAtPath: path)
    }

    /// A program under the server's account, and its arguments.
    func command(_ program: String, _ arguments: [String]) -> [String] {
        let command = ["\(programs)/\(program)"] + arguments
        guard let account else { return command }
        return [
            "setpriv", "--reuid", account, "--regid", account == "nobody" ? "nogroup" : account,
            "--clear-groups",
        ] + command
    }

    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> String {
        // The directory of this process may be none that the account may enter.
        try ProgramRun(command(program, arguments), in: "/").successful().text
    }
}
