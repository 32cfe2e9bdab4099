import Backup

extension ExecutionContext {
    /// The place of a backup that a statement writes.
    ///
    /// - Throws: 15240 when the path cannot be one.
    func mediumForWriting(_ path: String) throws -> any BackupMedium {
        let refused = StatementFailure(15240, path)
        guard options.isDryRun else {
            return BackupFile(try file(path, creatingDirectories: true, orThrow: refused))
        }
        if let medium = rehearsedFiles[path.lowercased()] { return medium }
        // What is there already would not be overwritten: a medium with contents refuses to be written as well.
        let isPresent = try FileRoot.isPresent(file(path, orThrow: refused))
        return MemoryBackupMedium(place: path, contents: isPresent ? [] : nil)
    }

    /// The place of a backup that a statement reads.
    ///
    /// - Throws: 15317 when the path cannot be one.
    func mediumForReading(_ path: String) throws -> any BackupMedium {
        if options.isDryRun, let medium = rehearsedFiles[path.lowercased()] { return medium }
        return BackupFile(try file(path, orThrow: StatementFailure(15317)))
    }

    /// Whether a statement would find a file at a path.
    func fileExists(_ path: String) throws -> Bool {
        FileRoot.isPresent(try file(path, orThrow: StatementFailure(15208)))
    }

    /// The file of the system that a path of the script stands for.
    private func file(
        _ path: String, creatingDirectories: Bool = false, orThrow refused: StatementFailure
    ) throws -> String {
        do throws(FilePathError) {
            return try options.file(path, creatingDirectories: creatingDirectories)
        } catch {
            guard error.code == .needsRoot || error.code == .rootMissing else { throw refused }
            // No error of a server: this run was not told where the files of the script are.
            throw NotModelled("the path '\(path)'", error.description)
        }
    }
}

extension ScriptOptions {
    /// The file of the system that a path of a script stands for.
    func file(_ path: String, creatingDirectories: Bool = false) throws(FilePathError) -> String {
        if let fileRoot { return try fileRoot.file(path, creatingDirectories: creatingDirectories) }
        guard try !ScriptPath(path).isForWindows else { throw FilePathError(.needsRoot, path: path) }
        return path
    }
}
