import Backup

/// The place of a certificate or private key that a statement writes, with the path that the script knows it by.
struct ScriptMedium: BackupMedium {
    let path: String
    let medium: any BackupMedium

    var place: String { medium.place }

    func write(_ contents: [UInt8]) async throws {
        do {
            try await medium.write(contents)
        } catch let error as BackupError {
            // Without the medium's own message: the one that takes its place names the path of the script.
            throw error.code == .exists ? error : error.cause ?? error
        }
    }

    func read(limit: Int) async throws -> [UInt8] {
        try await medium.read(limit: limit)
    }

    func takeBack(_ contents: [UInt8]) async throws {
        try await medium.takeBack(contents)
    }
}
