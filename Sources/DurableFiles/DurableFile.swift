import CSystem
package import KeyCryptography

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Small files that must be there as a whole, or not at all.
package enum DurableFile {
    /// What to do with a file of the same name.
    package enum Existing: Sendable {
        /// Fail with ``FileError/Reason/exists``.
        case keep
        /// Put the new file in its place, in one step.
        case replace
    }

    /// Creates a file that only its owner can read or write (mode 0600).
    ///
    /// The bytes go to a hidden neighbour first, are forced onto the disk, and get their name in one step; then the
    /// directory is forced onto the disk too. Whatever fails or is killed on the way, no file of that name is left half
    /// written, and an existing one stays as it was. When only the very last step fails, the file is there all the same,
    /// though it may not outlast a loss of power.
    ///
    /// - Parameters:
    ///   - path: The path of the file, or its name in the directory.
    ///   - directory: Where a relative path begins; `nil` for the directory of the process.
    ///   - contents: The bytes.
    ///   - existing: What to do with a file of the same name.
    package static func create(
        at path: String,
        in directory: OpenDirectory? = nil,
        contents: RawSpan,
        existing: Existing = .keep
    ) throws(FileError) {
        if case .keep = existing, isPresent(path, in: directory) {
            throw FileError(.exists, path: path)
        }
        let temporary = temporaryNeighbour(of: path)
        var isCreated = false
        do {
            let file = try FileDescriptor(
                path: temporary, in: directory, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            isCreated = true
            try file.setMode(0o600)
            try unsafe contents.withUnsafeBytes { bytes throws(FileError) in
                unsafe try file.writeAll(bytes)
            }
            try file.synchronize()
            try move(temporary, to: path, in: directory, existing: existing)
        } catch {
            if isCreated { _ = unsafe unlinkat(directory.number, temporary, 0) }
            // The caller knows the name that it asked for, not the neighbour's.
            throw FileError(error.reason, path: path)
        }
        try synchronizeDirectory(of: path, in: directory)
    }

    /// Creates a file that only its owner can read or write (mode 0600), and that somebody else fills.
    ///
    /// Whatever fails or is killed on the way, no file of that name is left half written, and an existing one stays as it
    /// was.
    ///
    /// - Parameters:
    ///   - path: The file, in a directory that exists.
    ///   - fill: Writes the contents to an empty file whose path it is given, and closes it. When it throws, it has
    ///     removed whatever else it has put beside that file.
    /// - Throws: ``FileError``; what `fill` throws.
    package static func create(at path: String, filledBy fill: (_ temporary: String) throws -> Void) throws {
        guard !isPresent(path) else { throw FileError(.exists, path: path) }
        let temporary = temporaryNeighbour(of: path)
        do {
            try FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
                .setMode(0o600)
        } catch {
            throw FileError(error.reason, path: path)
        }
        do {
            try fill(temporary)
            try FileDescriptor(path: temporary, flags: O_RDONLY).synchronize()
            try move(temporary, to: path, existing: .keep)
        } catch {
            _ = unsafe unlink(temporary)
            guard let error = error as? FileError else { throw error }
            throw FileError(error.reason, path: path)
        }
        try synchronizeDirectory(of: path)
    }

    /// Removes a file if these are its contents, and forces that onto the disk.
    ///
    /// - Parameters:
    ///   - path: The path of the file, or its name in the directory.
    ///   - directory: Where a relative path begins; `nil` for the directory of the process.
    ///   - contents: What the file must hold.
    /// - Returns: Whether nothing is there any more; something else stays.
    package static func remove(
        _ path: String,
        in directory: OpenDirectory? = nil,
        contents: [UInt8]
    ) throws(FileError) -> Bool {
        do {
            guard try read(path, in: directory, limit: contents.count) == contents else { return false }
        } catch  where error.reason == .missing {
            return true
        } catch  where error.reason == .tooLarge(limit: contents.count) {
            return false
        }
        guard unsafe unlinkat(directory.number, path, 0) == 0 else { throw FileError.last(path: path) }
        try synchronizeDirectory(of: path, in: directory)
        return true
    }

    /// Returns the contents of a regular file of at most `limit` bytes.
    ///
    /// - Parameters:
    ///   - path: The path of the file, or its name in the directory: a link of that name is not followed there.
    ///   - directory: Where a relative path begins; `nil` for the directory of the process.
    ///   - limit: The most bytes that it may have.
    package static func read(
        _ path: String,
        in directory: OpenDirectory? = nil,
        limit: Int
    ) throws(FileError) -> [UInt8] {
        // Not through secret memory: there is little of it, and what is read here is no secret.
        let file = try openRegular(path, in: directory)
        var bytes = [UInt8](repeating: 0, count: try file.size(within: limit, path: path))
        let count = unsafe try bytes.withUnsafeMutableBufferPointer { buffer throws(FileError) in
            unsafe try file.readAll(into: UnsafeMutableRawBufferPointer(buffer))
        }
        try requireComplete(count, of: bytes.count, path: path)
        return bytes
    }

    /// Returns the contents of a regular file of at most `limit` bytes, without a copy in ordinary memory.
    ///
    /// - Parameters:
    ///   - path: The path of the file, or its name in the directory: a link of that name is not followed there.
    ///   - directory: Where a relative path begins; `nil` for the directory of the process.
    ///   - limit: The most bytes that it may have.
    ///   - requiresPrivacy: Whether to refuse a file to which group or others have any access.
    package static func readSecret(
        _ path: String,
        in directory: OpenDirectory? = nil,
        limit: Int,
        requiresPrivacy: Bool = false
    ) throws(FileError) -> SecretBytes {
        let file = try openRegular(path, in: directory)
        if requiresPrivacy, try file.mode & 0o077 != 0 {
            throw FileError(.accessibleToOthers(mode: try file.mode & 0o777), path: path)
        }
        var count = 0
        let bytes = unsafe try SecretBytes(count: file.size(within: limit, path: path)) { buffer throws(FileError) in
            unsafe count = try file.readAll(into: buffer)
        }
        try requireComplete(count, of: bytes.count, path: path)
        return bytes
    }

    private static func openRegular(
        _ path: String,
        in directory: OpenDirectory? = nil
    ) throws(FileError) -> FileDescriptor {
        // Without O_NONBLOCK, opening a pipe that nobody writes to would wait forever.
        let flags = O_RDONLY | O_NONBLOCK | (directory == nil ? 0 : O_NOFOLLOW)
        let file = try FileDescriptor(path: path, in: directory, flags: flags)
        guard try file.status().st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path: path) }
        return file
    }

    /// Throws when somebody cut the file while it was read: what is left is all zeros, and no reader should see it.
    private static func requireComplete(_ count: Int, of size: Int, path: String) throws(FileError) {
        guard count == size else { throw FileError(.system(EIO), path: path) }
    }

    /// Returns what group and others may do in the directory that holds `path`: mode bits within 0o077.
    package static func accessOfOthers(
        toDirectoryOf path: String,
        in base: OpenDirectory? = nil
    ) throws(FileError) -> UInt32 {
        try FileDescriptor(path: directory(of: path), in: base, flags: O_RDONLY | O_DIRECTORY).mode & 0o077
    }

    /// Returns what group and others may do with the file: mode bits within 0o077.
    package static func accessOfOthers(to path: String) throws(FileError) -> UInt32 {
        try FileDescriptor(path: path, flags: O_RDONLY | O_NONBLOCK).mode & 0o077
    }

    /// Returns the absolute path of a file that need not exist, in a directory that does; otherwise the path itself.
    package static func canonicalPath(_ path: String) -> String {
        guard let resolved = unsafe realpath(directory(of: path), nil) else { return path }
        defer { unsafe free(resolved) }
        let directory = unsafe String(cString: resolved)
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return directory == "/" ? "/" + name : "\(directory)/\(name)"
    }

    /// Whether anything of that name is there, a dangling link included.
    package static func isPresent(_ path: String, in directory: OpenDirectory? = nil) -> Bool {
        var status = stat()
        return unsafe fstatat(directory.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Whether the path names a directory, or a link to one.
    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Creates a directory and those above it, for its owner alone (mode 0700); one that is there already stays.
    package static func createDirectory(_ path: String) throws(FileError) {
        if path.isEmpty || isDirectory(path) { return }
        try createDirectory(directory(of: path, orCurrent: ""))
        if unsafe mkdir(path, 0o700) == 0 {
            try synchronizeDirectory(of: path)
        } else if errno != EEXIST || !isDirectory(path) {
            throw FileError.last(path: path)
        }
    }

    private static func move(
        _ from: String,
        to path: String,
        in directory: OpenDirectory? = nil,
        existing: Existing
    ) throws(FileError) {
        let base = directory.number
        let status: Int32
        switch existing {
        case .replace:
            status = unsafe renameat(base, from, base, path)
        case .keep:
            let exclusive = unsafe csystem_rename_exclusive(base, from, path)
            if exclusive != 0, errno == EINVAL || errno == ENOSYS || errno == ENOTSUP {
                // A file system without an exclusive rename: a hard link refuses an existing name just as well.
                let linked = unsafe linkat(base, from, base, path, 0)
                if linked == 0 { _ = unsafe unlinkat(base, from, 0) }
                status = linked
            } else {
                status = exclusive
            }
        }
        guard status == 0 else { throw FileError.last(path: path) }
    }

    /// Forces the names in the directory of a path onto the disk.
    static func synchronizeDirectory(of path: String, in base: OpenDirectory? = nil) throws(FileError) {
        do {
            try FileDescriptor(path: directory(of: path), in: base, flags: O_RDONLY | O_DIRECTORY).synchronize()
        } catch let error where error.reason == .system(EINVAL) {
            // This file system keeps no directories to force onto the disk.
        }
    }

    /// A hidden name beside `path` that no other process picks.
    private static func temporaryNeighbour(of path: String) -> String {
        // Not the name itself, which may be as long as a name can be.
        "\(directory(of: path))/.keyhierarchy.\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    }

    private static func directory(of path: String, orCurrent current: String = ".") -> String {
        // A directory may be named with a slash behind it.
        guard let end = path.lastIndex(where: { $0 != "/" }) else { return path.isEmpty ? current : "/" }
        guard let slash = path[...end].lastIndex(of: "/") else { return current }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension FileDescriptor {
    /// The size, if it is within a limit. It is asked for once: whoever else may write the file can change it at any time.
    fileprivate func size(within limit: Int, path: String) throws(FileError) -> Int {
        let size = Int(try status().st_size)
        guard size <= limit else { throw FileError(.tooLarge(limit: limit), path: path) }
        return size
    }

    fileprivate var mode: UInt32 {
        get throws(FileError) {
            UInt32(try status().st_mode)
        }
    }
}
