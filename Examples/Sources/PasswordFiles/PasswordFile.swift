public import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file whose contents, without one line end, are a password: where a program gets one that nobody types.
///
/// An argument would stand in the list of processes, and an environment variable is inherited by every child. A file that
/// only its owner can read is what systemd (`LoadCredential=`) and most secret managers provide.
public struct PasswordFile: Sendable {
    /// The path, as it was given.
    public let path: String

    /// The longest file in bytes: a password has at most 128 characters.
    private static let limit = 4096

    /// Creates a value for the file at a path; nothing is read yet.
    public init(_ path: String) {
        self.path = path
    }

    /// Reads the password, straight into memory that is wiped.
    ///
    /// - Throws: ``PasswordFileError`` when the file cannot be read, others than its owner have access to it, it is not a
    ///   regular file of at most 4,096 bytes, or it holds no password.
    public func password() throws(PasswordFileError) -> Password {
        // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw PasswordFileError(path, .system(errno)) }
        defer { _ = close(descriptor) }
        let size = try requirePrivateFile(descriptor)
        let contents = try SecretBytes(
            count: size,
            filledBy: { bytes throws(PasswordFileError) in
                try fill(&bytes, from: descriptor)
            })
        return try password(in: contents)
    }

    /// Returns the size of the file in bytes.
    private func requirePrivateFile(_ descriptor: Int32) throws(PasswordFileError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw PasswordFileError(path, .system(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PasswordFileError(path, .notRegular) }
        guard status.st_mode & 0o077 == 0 else { throw PasswordFileError(path, .accessibleToOthers) }
        guard status.st_size <= Self.limit else { throw PasswordFileError(path, .tooLong(limit: Self.limit)) }
        return Int(status.st_size)
    }

    private func fill(_ bytes: inout MutableRawSpan, from descriptor: Int32) throws(PasswordFileError) {
        try unsafe bytes.withUnsafeMutableBytes { buffer throws(PasswordFileError) in
            var filled = 0
            while filled < buffer.count {
                let count = unsafe read(
                    descriptor, buffer.baseAddress.unsafelyUnwrapped + filled, buffer.count - filled)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw PasswordFileError(path, .system(errno)) }
                // Somebody has cut the file since it was measured.
                guard count > 0 else { throw PasswordFileError(path, .system(EIO)) }
                filled += count
            }
        }
    }

    /// Takes one line end off: editors and `echo` add it, and nobody means it.
    private func password(in contents: borrowing SecretBytes) throws(PasswordFileError) -> Password {
        let text = contents.withBytes { bytes in
            var count = bytes.byteCount
            for end in [UInt8(ascii: "\n"), UInt8(ascii: "\r")] where count > 0 && bytes.byte(at: count - 1) == end {
                count -= 1
            }
            return SecretBytes(copying: bytes.extracting(first: count))
        }
        guard text.count > 0 else { throw PasswordFileError(path, .empty) }
        do {
            return try Password(utf8: text)
        } catch {
            throw PasswordFileError(path, .notUnicode)
        }
    }
}

extension RawSpan {
    fileprivate func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
