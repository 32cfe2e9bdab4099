import Foundation
import KeyHierarchy

/// A line that the process to be killed writes on its pipe.
enum CrashReport: Codable {
    /// A step begins.
    case began(Step)
    /// A step is done: what it did must be there from now on.
    ///
    /// - Parameters:
    ///   - fingerprint: The key that it has put in place, or the service master key.
    ///   - seconds: How long it took.
    case done(Step, fingerprint: String, seconds: Double)

    /// A step that is done, however long it took.
    static func done(_ step: Step, in hierarchy: EncryptionHierarchy) async throws -> CrashReport {
        .done(step, fingerprint: try await step.fingerprint(in: hierarchy), seconds: 0)
    }

    init(line: some DataProtocol) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(line))
    }

    /// Writes the line at once, in one piece.
    func send() throws {
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(self) + Data("\n".utf8))
    }
}
