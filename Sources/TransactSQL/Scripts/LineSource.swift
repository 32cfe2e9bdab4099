import DurableFiles

/// The lines of a text, one after the other.
struct LineSource {
    /// The file that the text comes from; `nil` for the script itself.
    let path: String?
    private var rest: Substring
    private var line: Int

    /// The most bytes that a file of `:r` may have.
    private static let largestFile = 64 << 20

    init(_ text: String, path: String?) {
        self.path = path
        // A byte order mark is no part of the text.
        rest = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
        line = 0
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: The file of the system.
    ///   - name: Its path in the script.
    ///   - line: The line that asks for it.
    init(file: String, named name: String, line: Int) throws(ScriptError) {
        do throws(FileError) {
            let bytes = try DurableFile.read(file, limit: Self.largestFile)
            self.init(String(decoding: bytes, as: UTF8.self), path: file)
        } catch {
            throw ScriptError(.fileUnreadable, fileLine: line, "'\(name)' cannot be read.")
        }
    }

    /// The next line with its end, and its number from 1; `nil` behind the last one.
    mutating func next() -> (Substring, Int)? {
        guard !rest.isEmpty else { return nil }
        line += 1
        // By bytes: to Swift, CR LF is one character, and looking for characters is slow.
        let bytes = rest.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")).map { bytes.index(after: $0) } ?? rest.endIndex
        defer { rest = rest[end...] }
        return (rest[..<end], line)
    }
}
