import KeyCryptography

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open file, closed when the value ends its life.
struct FileDescriptor: ~Copyable {
    let number: Int32
    let path: String

    /// Opens a file; the descriptor is not inherited by programs that are started meanwhile.
    ///
    /// - Parameters:
    ///   - path: The path, or the name in the directory.
    ///   - directory: The directory that a relative path begins in; `nil` for that of the process.
    init(path: String, in directory: OpenDirectory? = nil, flags: Int32, mode: mode_t = 0) throws(FileError) {
        let place = directory?.place(of: path) ?? path
        // The system would take the path up to the first NUL, and open another file than the one that was named.
        guard !path.utf8.contains(0) else { throw FileError(.missing, path: place) }
        var number: Int32
        repeat {
            number = unsafe openat(directory.number, path, flags | O_CLOEXEC, mode)
        } while number < 0 && errno == EINTR
        guard number >= 0 else { throw FileError.last(path: place) }
        self.number = number
        self.path = place
    }

    deinit {
        _ = close(number)
    }

    /// The type, the mode bits and the size of the file.
    func status() throws(FileError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw FileError.last(path: path) }
        return status
    }

    /// Sets the mode bits, whatever the umask made of those that the file was created with.
    func setMode(_ mode: mode_t) throws(FileError) {
        guard fchmod(number, mode) != 0 else { return }
        // A file system without such bits, as on many sticks, refuses; what its directory allows is warned of.
        guard errno == EPERM || errno == ENOTSUP else { throw FileError.last(path: path) }
    }

    /// Writes all the bytes, however many calls that takes.
    func writeAll(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let written = unsafe write(number, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError.last(path: path)
            }
            // No disk does that; a file system in user space may, and would be asked forever.
            guard written > 0 else { throw FileError(.system(EIO), path: path) }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Reads into `buffer` until it is full or the file ends, and returns how many bytes were read.
    func readAll(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var count = 0
        while count < buffer.count {
            let got = unsafe read(number, buffer.baseAddress.unsafelyUnwrapped + count, buffer.count - count)
            if got < 0 {
                if errno == EINTR { continue }
                throw FileError.last(path: path)
            }
            if got == 0 { break }
            count += got
        }
        return count
    }

    /// Forces what was written onto the disk.
    func synchronize() throws(FileError) {
        #if canImport(Darwin)
        // On Darwin fsync stops at the drive's cache; this does not.
        if fcntl(number, F_FULLFSYNC) == 0 { return }
        #endif
        while fsync(number) != 0 {
            // A signal interrupts it on network file systems and those in user space.
            guard errno == EINTR else { throw FileError.last(path: path) }
        }
    }
}
