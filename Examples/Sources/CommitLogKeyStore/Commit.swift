import Foundation

/// What one operation changed, as a file holds it.
struct Commit: Codable {
    /// The version of the format; readers refuse another one.
    private var version = 1
    /// The changes, in the order in which they were made.
    let changes: [Change]

    init(changes: [Change]) {
        self.changes = changes
    }

    private enum CodingKeys: CodingKey {
        case version, changes
    }

    init(json: Data, file: String) throws {
        do {
            let version = try JSONDecoder().decode(Version.self, from: json).version
            guard version == 1 else { throw CommitLogError.unsupported(file, version: version) }
            self = try JSONDecoder().decode(Commit.self, from: json)
        } catch let error as CommitLogError {
            throw error
        } catch {
            throw CommitLogError.damaged(file, error)
        }
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// What is read first: of a commit of another version nothing else is known.
    private struct Version: Decodable {
        let version: Int
    }
}
