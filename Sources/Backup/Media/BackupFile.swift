import DurableFiles
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

    /// Creates a medium at a path, which is relative to the current directory of the process unless it is absolute.
    ///
    /// - Parameters:
    ///   - path: The path of the file; its directory must exist.
    ///   - existing: What to do with a file of the same name.
    public init(_ path: String, existing: Existing = .keep) {
        self.path = path
        self.existing = existing
    }

    /// The absolute path, without links in its directory: one file has one place, however it was named.
    public var place: String {
        DurableFile.canonicalPath(path)
    }

    public func write(_ contents: [UInt8]) async throws {
        if existing == .replace, DurableFile.isPresent(path) {
            do {
                _ = try SealedBackup(parsing: try await read(limit: PEMDocument.maximumSize))
            } catch {
                throw BackupError.notABackup(path, cause: error)
            }
        }
        do {
            try contents.withRawSpan { (bytes) throws(FileError) in
                try DurableFile.create(at: path, contents: bytes, existing: existing == .keep ? .keep : .replace)
            }
        } catch let error where error.reason == .exists {
            throw BackupError.exists(path)
        } catch {
            throw BackupError.mediumFailed(path, cause: error)
        }
    }

    public func read(limit: Int) async throws -> [UInt8] {
        do {
            return try DurableFile.read(path, limit: limit)
        } catch let error where error.reason == .missing {
            throw BackupError.missing(path, cause: error)
        } catch let error where error.reason == .tooLarge(limit: limit) {
            throw BackupError.tooLarge(limit: limit)
        } catch {
            throw BackupError.unreadable(path, cause: error)
        }
    }

    public func takeBack(_ contents: [UInt8]) async throws {
        guard try DurableFile.remove(path, contents: contents) else { throw BackupError.notTakenBack(path) }
    }

    public func warnings() async -> [BackupWarning] {
        // Where the directory cannot even be looked at, reading and writing say what is wrong.
        guard let access = try? DurableFile.accessOfOthers(toDirectoryOf: path), access != 0 else { return [] }
        return [.directoryIsAccessible(place)]
    }
}
