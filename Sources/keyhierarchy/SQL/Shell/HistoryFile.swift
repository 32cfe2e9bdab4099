import DurableFiles
import LineEditing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What was typed in earlier shells: a file of one line for each input, which only its owner can read.
///
/// A line break is `\n` in it and a backslash `\\`. What ``HistoryPolicy`` does not allow is neither written nor read.
struct HistoryFile {
    /// The largest file that is read, in bytes; a larger one is begun anew.
    private static let largest = 4 << 20
    /// The longest input that is kept, in bytes.
    private static let longestEntry = 64 << 10

    private let path: String

    /// Takes the file at a path, which need not exist.
    init(_ path: String) {
        self.path = path
    }

    /// Reads the history. One that cannot be read is empty.
    func read() -> History {
        guard let bytes = try? DurableFile.read(path, limit: Self.largest) else { return History() }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let entries = lines.map { Self.unescaped($0) }.filter(HistoryPolicy.allows)
        let history = History(entries)
        // It only grows otherwise, since several shells add to it.
        if lines.count > 2 * History.limit { write(history) }
        return history
    }

    /// Adds an input to a history and to the file, if it may be kept.
    func add(_ input: String, to history: inout History) {
        guard HistoryPolicy.allows(input), input.utf8.count <= Self.longestEntry, input != history.entries.last
        else { return }
        history.add(input)
        // A link could make the history of one user a file of another.
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { _ = close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0
        else { return }
        let line = Array((Self.escaped(input) + "\n").utf8)
        // One call, so that the lines of two shells do not mix. Nobody can do anything about a history that is not written.
        _ = systemWrite(descriptor, line, line.count)
    }

    private func write(_ history: History) {
        let text = history.entries.map { Self.escaped($0) + "\n" }.joined()
        let bytes = Array(text.utf8)
        try? unsafe DurableFile.create(at: path, contents: bytes.span.bytes, existing: .replace)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func unescaped(_ line: Substring) -> String {
        var text = ""
        var isEscaped = false
        for character in line {
            switch (isEscaped, character) {
            case (false, "\\"): isEscaped = true
            case (true, "n"):
                text.append("\n")
                isEscaped = false
            default:
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}

/// The system call, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8], _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
