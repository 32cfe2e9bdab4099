#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open directory. What is found in it by name is in this directory, whatever else bears its path by then.
package final class OpenDirectory: Sendable {
    /// The path by which it was reached, without links where it was opened without: for messages.
    package let path: String

    private let descriptor: FileDescriptor

    var number: Int32 { descriptor.number }

    private init(_ descriptor: consuming FileDescriptor, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens a directory by a path, in which links are followed.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - creates: Whether to create the directory where there is nothing, for its owner alone (mode 0700).
    package convenience init(_ path: String, creating creates: Bool = false) throws(FileError) {
        if creates {
            if unsafe mkdir(path, 0o700) == 0 {
                try DurableFile.synchronizeDirectory(of: path)
            } else if errno != EEXIST {
                throw FileError.last(path: path)
            }
        }
        let descriptor = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
        var resolved = path
        if let real = unsafe realpath(path, nil) {
            resolved = unsafe String(cString: real)
            unsafe free(real)
        }
        self.init(descriptor, path: resolved)
    }

    /// Opens a directory in this one.
    ///
    /// - Parameters:
    ///   - name: Its name. A link of that name is not followed.
    ///   - creates: Whether to create it where there is nothing, for its owner alone (mode 0700).
    /// - Throws: ``FileError`` with the reason `missing` when there is nothing, `notRegular` when there is a link or a file.
    package func directory(_ name: String, creating creates: Bool = false) throws(FileError) -> OpenDirectory {
        if creates {
            if unsafe mkdirat(number, name, 0o700) == 0 {
                // What is put into it is there as long as its own name is.
                try DurableFile.synchronizeDirectory(of: name, in: self)
            } else if errno != EEXIST {
                throw FileError.last(path: place(of: name))
            }
        }
        do {
            let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW
            return OpenDirectory(try FileDescriptor(path: name, in: self, flags: flags), path: place(of: name))
        } catch {
            guard isPresent(name) else { throw error }
            throw FileError(.notRegular, path: place(of: name))
        }
    }

    /// The path of something in this directory.
    package func place(of name: String) -> String {
        path == "/" ? "/" + name : "\(path)/\(name)"
    }

    /// Whether there is anything of that name, a link included.
    package func isPresent(_ name: String) -> Bool {
        mode(of: name) != nil
    }

    /// Whether there is a link of that name.
    package func isLink(_ name: String) -> Bool {
        mode(of: name).map { $0 & S_IFMT == S_IFLNK } ?? false
    }

    private func mode(of name: String) -> mode_t? {
        var status = stat()
        return unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode : nil
    }

    /// The names of all that is in the directory.
    package func names() throws(FileError) -> [String] {
        // The stream closes a descriptor of its own.
        let copy = unsafe openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw FileError.last(path: path) }
        guard let stream = unsafe fdopendir(copy) else {
            let error = FileError.last(path: path)
            _ = close(copy)
            throw error
        }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee))
                {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

extension OpenDirectory? {
    /// The descriptor in which relative paths begin.
    var number: Int32 { self?.number ?? AT_FDCWD }
}
