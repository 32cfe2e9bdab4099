import Backup
import KeyHierarchy
import TransactSQLSyntax

extension ExecutionContext {
    /// Writes a backup to where a statement says.
    func backUp(
        to file: KeyFile,
        _ write: (any BackupMedium, BackupDerivation) async throws -> BackupReceipt
    ) async throws {
        let path = try path(of: file)
        let medium = try mediumForWriting(path)
        do {
            _ = try await write(medium, options.backupDerivation)
            if let medium = medium as? MemoryBackupMedium { keepRehearsed(medium, at: path) }
        } catch {
            // The script knows its own path, not the one beneath the root.
            if let error = error as? BackupError, error.sqlServer?.number == 15240 {
                throw StatementFailure(15240, path)
            }
            throw error
        }
    }

    /// Writes a certificate, or it and its private key, to the files that a statement names.
    ///
    /// - Parameters:
    ///   - paths: The paths.
    ///   - write: Writes to the media, which are as many as the paths: to all of them, or to none.
    func backUp(toKeyFiles paths: [String], _ write: ([ScriptMedium]) async throws -> Void) async throws {
        // A rehearsal would have two files of one name.
        let names = paths.map(Self.rehearsedName)
        if let last = paths.last, Set(names).count < names.count {
            throw StatementFailure(15240, last)
        }
        let media = try paths.map { ScriptMedium(path: $0, medium: try mediumForWriting($0)) }
        do {
            try await write(media)
        } catch let error as BackupError {
            let refused = media.first { error.sqlServer == BackupError.exists($0.place).sqlServer }
            guard let refused, error.sqlServer?.number == 15240 else { throw error }
            throw StatementFailure(15240, refused.path)
        }
        for file in media {
            if let medium = file.medium as? MemoryBackupMedium { keepRehearsed(medium, at: file.path) }
        }
    }

    /// Reads a backup from where a statement says.
    func restore<Result>(from file: KeyFile, _ read: (any BackupMedium) async throws -> Result) async throws -> Result {
        try await read(try mediumForReading(try path(of: file)))
    }

    /// The path of a file.
    func path(of file: KeyFile) throws -> String {
        switch file {
        case .file(let path): return path.value
        case .url: throw NotModelled("a backup at a URL", "Only files are read and written.")
        }
    }
}
