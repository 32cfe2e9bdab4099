import Backup

/// The place of a certificate or private key that a statement writes, by the path that the script knows, not the one beneath
/// the root.
struct ScriptMedium: BackupMedium {
    let place: String
    let medium: any BackupMedium

    func write(_ contents: [UInt8]) async throws {
        do {
            try await medium.write(contents)
        } catch let error as BackupError {
            // Without the medium's own message: the one that takes its place names the path of the script.
            throw error.code == .exists ? BackupError.exists(place) : error.cause ?? error
        }
    }

    func read(limit: Int) async throws -> [UInt8] {
        try await medium.read(limit: limit)
    }

    func takeBack(_ contents: [UInt8]) async throws {
        try await medium.takeBack(contents)
    }
}
