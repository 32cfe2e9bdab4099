#if SQLite
import DurableFiles
import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The files of a store, as the file system sees them.
///
/// An existing file is looked at by its name and never opened here: closing any descriptor of a file drops the locks
/// that the process has on it (POSIX), those of SQLite's connections included, and another process could then throw
/// away a write-ahead log that is in use.
enum StoreFile {
    /// What SQLite appends to the name of a file for those beside it.
    private static let companions = ["-wal", "-shm", "-journal"]

    /// Creates the file of a store, which gets its name once its tables are in it.
    ///
    /// It is for its owner alone before SQLite sees it: the companions then get the same mode, whatever the process's
    /// file mode mask.
    ///
    /// - Parameter createTables: Writes the tables to the empty file at the path that it is given.
    static func create(at path: String, createTables: (_ temporary: String) throws -> Void) throws {
        do {
            for companion in companions where DurableFile.isPresent(path + companion) {
                // The last commits of a store whose file is lost; SQLite would throw them away.
                throw FileError(.exists, path: path + companion)
            }
            try DurableFile.create(at: path) { temporary in
                do {
                    try createTables(temporary)
                } catch {
                    for companion in companions { _ = unsafe unlink(temporary + companion) }
                    throw error
                }
            }
        } catch let error as FileError where error.reason == .missing {
            throw HierarchyError.noDirectory(of: path)
        } catch let error as FileError {
            throw HierarchyError.unusableFile(error)
        }
    }

    /// Returns the path of an existing file without links, after checking that it is a regular file and that group and
    /// others have access neither to it nor to its companions.
    static func resolve(_ path: String) throws -> String {
        let path = try realPath(of: path)
        guard let mode = mode(of: path) else { throw HierarchyError.unusableFile(FileError(.missing, path: path)) }
        guard mode & S_IFMT == S_IFREG else { throw HierarchyError.unusableFile(FileError(.notRegular, path: path)) }
        try requirePrivacy(path, mode: mode)
        for companion in companions {
            // A log that was written while the store was open to others kept its mode when the store's was mended.
            guard let mode = Self.mode(of: path + companion) else { continue }
            try requirePrivacy(path + companion, mode: mode)
        }
        return path
    }

    private static func requirePrivacy(_ path: String, mode: mode_t) throws {
        guard mode & 0o077 == 0 else {
            throw HierarchyError.unusableFile(FileError(.accessibleToOthers(mode: UInt32(mode & 0o777)), path: path))
        }
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode : nil
    }

    /// The absolute path without links. Connections open one by one, and the working directory may change between them.
    private static func realPath(of path: String) throws -> String {
        guard let resolved = unsafe realpath(path, nil) else {
            let reason: FileError.Reason = errno == ENOENT || errno == ENOTDIR ? .missing : .system(errno)
            throw HierarchyError.unusableFile(FileError(reason, path: path))
        }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
#endif
