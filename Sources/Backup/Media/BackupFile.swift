package import DurableFiles
import KeyCryptography

/// A backup, a certificate or a private key in a file, which only its owner can read or write (mode 0600).
///
/// The file appears as a whole, on the disk, or not at all.
public struct BackupFile: BackupMedium {
    /// What to do with a file of the same name.
    public enum Existing: Hashable, Sendable {
        /// Refuse to write: the default, as in SQL Server.
        case keep
        /// Put the backup in its place, in one step, if it is a backup: a store or a key of the same name stays.
        case replace
    }

    /// The path as it was given.
    public let path: String
    /// What to do with a file of the same name.
    public let existing: Existing
    /// The directory in which a relative path begins; `nil` for the current one.
    private let directory: OpenDirectory?

    /// Creates a medium at a path, which is relative to the current directory of the process unless it is absolute.
    ///
    /// - Parameters:
    ///   - path: The path of the file; its directory must exist.
    ///   - existing: What to do with a file of the same name.
    public init(_ path: String, existing: Existing = .keep) {
        self.path = path
        self.existing = existing
        directory = nil
    }

    /// Creates a medium in a directory that is open, and that stays the same whatever becomes of its path.
    ///
    /// - Parameters:
    ///   - name: The name of the file. A link of that name is not followed.
    ///   - directory: The directory.
    package init(_ name: String, in directory: OpenDirectory) {
        path = name
        existing = .keep
        self.directory = directory
    }

    /// The absolute path, without links in its directory: one file has one place, however it was named.
    public var place: String {
        directory?.place(of: path) ?? DurableFile.canonicalPath(path)
    }

    /// The path for messages.
    private var shownPath: String { directory?.place(of: path) ?? path }

    public func write(_ contents: [UInt8]) async throws {
        if existing == .replace, DurableFile.isPresent(path, in: directory) {
            do {
                _ = try SealedBackup(parsing: try await read(limit: PEMDocument.maximumSize))
            } catch {
                throw BackupError.notABackup(shownPath, cause: error)
            }
        }
        do {
            try contents.withRawSpan { (bytes) throws(FileError) in
                try DurableFile.create(
                    at: path, in: directory, contents: bytes, existing: existing == .keep ? .keep : .replace)
            }
        } catch let error where error.reason == .exists {
            throw BackupError.exists(shownPath)
        } catch {
            throw BackupError.mediumFailed(shownPath, cause: error)
        }
    }

    public func read(limit: Int) async throws -> [UInt8] {
        do {
            return try DurableFile.read(path, in: directory, limit: limit)
        } catch let error where error.reason == .missing {
            throw BackupError.missing(shownPath, cause: error)
        } catch let error where error.reason == .tooLarge(limit: limit) {
            throw BackupError.tooLarge(limit: limit)
        } catch {
            throw BackupError.unreadable(shownPath, cause: error)
        }
    }

    public func takeBack(_ contents: [UInt8]) async throws {
        guard try DurableFile.remove(path, in: directory, contents: contents) else {
            throw BackupError.notTakenBack(shownPath)
        }
    }

    public func warnings() async -> [BackupWarning] {
        // Where the directory cannot even be looked at, reading and writing say what is wrong.
        guard let access = try? DurableFile.accessOfOthers(toDirectoryOf: path, in: directory), access != 0 else {
            return []
        }
        return [.directoryIsAccessible(place)]
    }
}
