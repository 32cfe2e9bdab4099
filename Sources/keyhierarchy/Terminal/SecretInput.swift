import ArgumentParser
import DurableFiles
import KeyCryptography

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads secrets from files, pipes and standard input, without a copy in ordinary memory.
enum SecretInput {
    /// The longest input in bytes: a password has at most 128 characters.
    static let limit = 4096

    /// Reads a file, which may be a pipe as in `--password-file <(pass show backup)`.
    static func file(_ path: String) throws -> SecretBytes {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ToolError("The password file \(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
        defer { _ = close(descriptor) }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
            Console.note("Others than you can read the password file \(path). Run: chmod 600 \(path)")
        }
        return try password(in: read(descriptor, name: "The password file \(path)"))
    }

    /// Reads standard input to its end.
    static func standardInput() throws -> SecretBytes {
        try password(in: read(STDIN_FILENO, name: "Standard input"))
    }

    /// Reads a descriptor until it ends, or until a line ends when `line` is set.
    static func read(_ descriptor: Int32, name: String, line: Bool = false) throws -> SecretBytes {
        var count = 0
        let buffer = unsafe try SecretBytes(count: limit + 1) { buffer in
            while count < buffer.count {
                // A terminal gives a line at a time; reading single bytes leaves what follows to the next reader.
                let wanted = line ? 1 : buffer.count - count
                let got = unsafe systemRead(descriptor, buffer.baseAddress.unsafelyUnwrapped + count, wanted)
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else {
                    throw ToolError("\(name) cannot be read: \(unsafe String(cString: strerror(errno))).")
                }
                if got == 0 { break }
                count += got
                if unsafe line && buffer[count - 1] == UInt8(ascii: "\n") { break }
            }
        }
        guard count <= limit else { throw ToolError("\(name) has more than \(limit) bytes: it is no password.") }
        return prefix(buffer, count)
    }

    /// Returns the password that a file or a pipe holds, and says so when it is one that hardly anybody could type.
    private static func password(in bytes: consuming SecretBytes) -> SecretBytes {
        let password = withoutLineEnd(bytes)
        let isOdd = unsafe password.withUnsafeBytes { bytes in
            let space = UInt8(ascii: " ")
            return unsafe bytes.first == space || bytes.last == space || bytes.contains(UInt8(ascii: "\n"))
                || bytes.starts(with: [0xEF, 0xBB, 0xBF])
        }
        if isOdd {
            Console.note(
                "The password begins or ends with a space, has a line break, or begins with a byte order mark; all of that "
                    + "is part of it.")
        }
        return password
    }

    /// Takes one line end off: editors and `echo` add it, and nobody means it.
    static func withoutLineEnd(_ bytes: consuming SecretBytes) -> SecretBytes {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            guard unsafe bytes.last == UInt8(ascii: "\n") else { return bytes.count }
            let rest = unsafe bytes.dropLast()
            return unsafe rest.last == UInt8(ascii: "\r") ? rest.count - 1 : rest.count
        }
        return prefix(bytes, count)
    }

    private static func prefix(_ bytes: borrowing SecretBytes, _ count: Int) -> SecretBytes {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[..<count]).bytes)
        }
    }
}

/// The system call, which the function of the same name above hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}
