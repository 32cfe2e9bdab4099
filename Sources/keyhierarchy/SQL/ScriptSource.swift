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

    /// What it is called in messages, as compilers call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .text: "<text>"
        case .standardInput: "<stdin>"
        }
    }

    /// Reads the script.
    func read() throws -> String {
        switch self {
        case .text(let text): return text
        case .standardInput: return try read(STDIN_FILENO)
        case .file(let path):
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw unreadable }
            defer { _ = close(descriptor) }
            return try read(descriptor)
        }
    }

    private func read(_ descriptor: Int32) throws -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe systemRead(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ToolError("The script \(name) is not UTF-8. Save it in that encoding.")
        }
        return text
    }

    private var unreadable: ToolError {
        ToolError("The script \(name) cannot be read: \(unsafe String(cString: strerror(errno))).")
    }
}

/// The system call, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}
