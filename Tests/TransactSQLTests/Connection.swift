import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Policy

@testable import TransactSQL

/// A connection to a new instance, whose passwords cost nothing, and what it has seen.
struct Connection {
    let instance: TestInstance
    let scripts: ScriptSession
    var options = ScriptOptions()

    init(
        databases: [DatabaseName] = [], passwordOnly: [DatabaseName] = [],
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        try await self.init(TestInstance(databases: databases, passwordOnly: passwordOnly, configure: configure))
    }

    init(_ instance: TestInstance, _ scripts: ScriptSession? = nil) {
        self.instance = instance
        self.scripts = scripts ?? ScriptSession(instance.session)
        options.backupDerivation = .insecureForTesting
        options.strictness = .lenient
    }

    /// Runs a script.
    func run(_ script: String) async throws -> Outcome {
        var outcome = Outcome()
        for try await event in scripts.execute(script, options: options) { outcome.add(event) }
        return outcome
    }

    /// The numbers of the errors of a script, in their order.
    func errors(_ script: String) async throws -> [Int] {
        try await run(script).messages.filter(\.isError).map(\.number)
    }

    /// The rows of the last result of a script, as sqlcmd prints their values.
    func rows(_ script: String) async throws -> [[String]] {
        let outcome = try await run(script)
        if let error = outcome.messages.first(where: \.isError) { throw UnexpectedError(message: error) }
        if let refused = outcome.unmodelled.first { throw UnexpectedlyUnmodelled(diagnostic: refused) }
        return outcome.results.last?.rows.map { $0.map(\.description) } ?? []
    }

    /// The only value of a script's last result.
    func value(_ expression: String) async throws -> String? {
        try await rows("SELECT \(expression)").first?.first
    }

    struct UnexpectedError: Error { let message: ServerMessage }
    struct UnexpectedlyUnmodelled: Error { let diagnostic: UnmodelledDiagnostic }
}

/// What a script gave.
struct Outcome {
    var events: [ScriptEvent] = []

    mutating func add(_ event: ScriptEvent) { events.append(event) }

    var messages: [ServerMessage] {
        events.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    var results: [ResultSet] {
        events.compactMap { if case .resultSet(let result) = $0 { result } else { nil } }
    }

    var unmodelled: [UnmodelledDiagnostic] {
        events.compactMap { if case .unmodelled(let diagnostic) = $0 { diagnostic } else { nil } }
    }

    var rowCounts: [Int] {
        events.compactMap { if case .rowsAffected(let count) = $0 { count } else { nil } }
    }

    /// Texts of `PRINT`.
    var printed: [String] { messages.filter { $0.number == 0 }.map(\.text) }

    /// What went wrong or is not modelled, with the line of the script: `11:15151`, `8:CREATE CERTIFICATE`.
    var marks: [String] {
        events.compactMap { event in
            switch event {
            case .message(let message) where message.number != 5701: "\(message.fileLine):\(message.number)"
            case .unmodelled(let diagnostic): "\(diagnostic.fileLine):\(diagnostic.name)"
            default: nil
            }
        }
    }
}

/// An empty directory that goes away with its value.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/transact-sql-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
