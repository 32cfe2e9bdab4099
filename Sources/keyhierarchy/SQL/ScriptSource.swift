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
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw ToolError("The script \(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
            }
            return session.execute(reading: { try Self.read(descriptor) }, options: options)
        }
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
