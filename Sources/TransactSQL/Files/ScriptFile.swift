import Backup
import DurableFiles
import KeyCryptography

/// The file that a path of a script stands for.
struct ScriptFile {
    /// The name in the directory; a path where there is none.
    let name: String
    /// The directory, which stays the same whatever becomes of its path; `nil` for a path of the file system.
    let directory: OpenDirectory?

    /// Whether there is anything of that name.
    var isPresent: Bool { DurableFile.isPresent(name, in: directory) }

    /// The path of the file system.
    var path: String { directory?.place(of: name) ?? name }

    /// The file as the place of a backup.
    var medium: BackupFile { directory.map { BackupFile(name, in: $0) } ?? BackupFile(name) }

    /// Returns the contents of the file.
    ///
    /// - Parameter limit: The most bytes that it may have.
    func read(limit: Int) throws(FileError) -> [UInt8] {
        try DurableFile.read(name, in: directory, limit: limit)
    }

    /// Returns the contents of the file without a copy in ordinary memory.
    ///
    /// - Parameter limit: The most bytes that it may have.
    func readSecret(limit: Int) throws(FileError) -> SecretBytes {
        try DurableFile.readSecret(name, in: directory, limit: limit)
    }
}
