import Backup
import KeyCryptography

extension ExecutionContext {
    /// The place of a backup that a statement writes.
    ///
    /// - Throws: 15240 when the path cannot be one.
    func mediumForWriting(_ path: String) throws -> any BackupMedium {
        let refused = StatementFailure(15240, path)
        guard options.isDryRun else {
            guard let file = try file(path, creatingDirectories: true, orThrow: refused) else { throw refused }
            return file.medium
        }
        if let medium = rehearsedFiles[Self.rehearsedName(path)] { return medium }
        // What is there already would not be overwritten: a medium with contents refuses to be written as well.
        let isPresent = try isPresent(path, orThrow: refused)
        return MemoryBackupMedium(place: path, contents: isPresent ? [] : nil)
    }

    /// The place of a backup that a statement reads.
    ///
    /// - Throws: 15317 when the path cannot be one.
    func mediumForReading(_ path: String) throws -> any BackupMedium {
        let refused = StatementFailure(15317)
        if options.isDryRun {
            if let medium = rehearsedFiles[Self.rehearsedName(path)] { return medium }
            guard !isOnMissingDisk(path) else { throw refused }
        }
        guard let file = try file(path, orThrow: refused) else { throw refused }
        return file.medium
    }

    /// What is in the file of a certificate.
    ///
    /// - Throws: 15208 when there is none, or it cannot be read.
    func certificateFile(_ path: String) async throws -> [UInt8] {
        let refused = StatementFailure(15208)
        guard try isPresent(path, orThrow: refused) || rehearsedFiles[Self.rehearsedName(path)] != nil else {
            throw refused
        }
        do {
            return try await mediumForReading(path).read(limit: Self.maximumKeyFileSize)
        } catch is BackupError {
            throw refused
        }
    }

    /// What is in the file of a private key, which need not be encrypted.
    ///
    /// - Throws: 15208 when there is none, or it cannot be read.
    func privateKeyFile(_ path: String) throws -> SecretBytes {
        let refused = StatementFailure(15208)
        if options.isDryRun, let contents = rehearsedFiles[Self.rehearsedName(path)]?.contents {
            return contents.withRawSpan { SecretBytes(copying: $0) }
        }
        guard !isOnMissingDisk(path), let file = try file(path, orThrow: refused) else { throw refused }
        guard let bytes = try? file.readSecret(limit: Self.maximumKeyFileSize) else { throw refused }
        return bytes
    }

    /// The most bytes of a key file: as many as a PFX may have.
    private static let maximumKeyFileSize = 256 << 10

    /// Keeps what a statement would have written, for the statements behind it.
    func keepRehearsed(_ medium: MemoryBackupMedium, at path: String) {
        rehearsedFiles[Self.rehearsedName(path)] = medium
    }

    /// Whether a statement would find a file at a path.
    func fileExists(_ path: String) throws -> Bool {
        try isPresent(path, orThrow: StatementFailure(15208))
    }

    private func isPresent(_ path: String, orThrow refused: StatementFailure) throws -> Bool {
        guard !isOnMissingDisk(path) else { return false }
        return try file(path, orThrow: refused)?.isPresent ?? false
    }

    /// Whether a path is one of Windows, whose disks are not here: nothing is on them.
    private func isOnMissingDisk(_ path: String) -> Bool {
        guard options.fileRoot == nil, let path = try? ScriptPath(path) else { return false }
        return path.isForWindows
    }

    /// What tells one path from another: with drives and shares the case does not.
    static func rehearsedName(_ path: String) -> String {
        guard let path = try? ScriptPath(path) else { return path }
        let name = path.components.joined(separator: "/")
        return path.isForWindows ? name.lowercased() : name
    }

    /// The file that a path of the script stands for; `nil` when its directory is not there.
    private func file(
        _ path: String, creatingDirectories: Bool = false, orThrow refused: StatementFailure
    ) throws -> ScriptFile? {
        do throws(FilePathError) {
            return try options.file(path, creatingDirectories: creatingDirectories)
        } catch {
            guard error.code == .needsRoot || error.code == .rootMissing else { throw refused }
            // No error of a server: this run was not told where the files of the script are.
            throw ScriptError(.pathUnusable, fileLine: fileLine(of: line), error.description)
        }
    }
}

extension ScriptOptions {
    /// The file that a path of a script stands for; `nil` when its directory is not there.
    func file(_ path: String, creatingDirectories: Bool = false) throws(FilePathError) -> ScriptFile? {
        if let fileRoot { return try fileRoot.file(path, creatingDirectories: creatingDirectories) }
        guard try !ScriptPath(path).isForWindows else { throw FilePathError(.needsRoot, path: path) }
        return ScriptFile(name: path, directory: nil)
    }
}
