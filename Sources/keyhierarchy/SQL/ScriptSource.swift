import TransactSQL

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a script comes from.
enum ScriptSource {
    case file(String)
    case text(String)
    case standardInput

    private static let pieceSize = 1 << 16
    /// The largest script that is read as a whole, in bytes.
    private static let largest = 64 << 20

    /// What it is called in messages, as compilers call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .text: "<text>"
        case .standardInput: "<stdin>"
        }
    }

    /// Runs the script, which is read while it runs.
    ///
    /// - Throws: ``ToolError`` when there is no such file.
    func execute(in session: ScriptSession, _ options: ScriptOptions) throws -> ScriptEvents {
        switch self {
        case .text(let text): return session.execute(text, options: options)
        case .standardInput: return session.execute(reading: { try Self.read(STDIN_FILENO) }, options: options)
        case .file(let path):
            // It stays open until the program ends, which is when the script does.
            let descriptor = try Self.open(path)
            return session.execute(reading: { try Self.read(descriptor) }, options: options)
        }
    }

    /// Reads the script as a whole.
    ///
    /// - Returns: The text, and the permissions of its file.
    func readAll() throws -> (text: String, fileMode: UInt16?) {
        switch self {
        case .text(let text): return (text, nil)
        case .standardInput: return (try readAll(STDIN_FILENO), nil)
        case .file(let path):
            let descriptor = try Self.open(path)
            defer { _ = close(descriptor) }
            var status = stat()
            let mode = unsafe fstat(descriptor, &status) == 0 ? UInt16(status.st_mode & 0o777) : nil
            return (try readAll(descriptor), mode)
        }
    }

    private func readAll(_ descriptor: Int32) throws -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = try Self.read(descriptor)
            guard !piece.isEmpty else { break }
            bytes += piece
            guard bytes.count <= Self.largest else {
                throw ToolError("The script \(name) has more than \(Self.largest >> 20) MiB.")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ToolError("The script \(name) is not UTF-8.")
        }
        return text
    }

    private static func open(_ path: String) throws -> Int32 {
        let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ToolError("The script \(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
        return descriptor
    }

    private static func read(_ descriptor: Int32) throws -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe systemRead(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw ToolError("The script cannot be read on: \(unsafe String(cString: strerror(errno))).")
            }
            return Array(piece[..<count])
        }
    }
}

/// The system call, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}

/// The system call, which the method of the same name hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
    unsafe open(path, flags)
}
