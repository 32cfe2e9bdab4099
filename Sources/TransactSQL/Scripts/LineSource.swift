import DurableFiles

/// The lines of a text, one after the other.
struct LineSource: Sendable {
    /// The file that the text comes from; `nil` for the script itself.
    let path: String?
    /// Gives the next bytes of the text, none at its end.
    private let more: @Sendable () throws -> [UInt8]
    private var bytes: ArraySlice<UInt8> = []
    private var isAtEnd = false
    private var line = 0

    /// The most bytes that a file of `:r` may have.
    private static let largestFile = 64 << 20
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Takes a text that is given piece by piece, so that no more of it is kept than a piece and a line.
    ///
    /// - Parameter more: Gives the next bytes of the text in UTF-8, none at its end.
    init(reading more: @escaping @Sendable () throws -> [UInt8]) {
        path = nil
        self.more = more
    }

    /// Takes a text.
    init(_ text: String) {
        self.init(Array(text.utf8), path: nil)
    }

    private init(_ bytes: [UInt8], path: String?) {
        self.path = path
        self.bytes = bytes[...]
        more = { [] }
        skipByteOrderMark()
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: The file of the system.
    ///   - name: Its path in the script.
    ///   - line: The line that asks for it.
    init(file: String, named name: String, line: Int) throws(ScriptError) {
        do throws(FileError) {
            self.init(try DurableFile.read(file, limit: Self.largestFile), path: file)
        } catch {
            throw ScriptError(.fileUnreadable, fileLine: line, "'\(name)' cannot be read.")
        }
    }

    /// The next line with its end, and its number from 1; `nil` behind the last one.
    ///
    /// - Throws: ``ScriptError`` when the text cannot be read, or is not UTF-8: a password with another character in the
    ///   place of its own would be another password.
    mutating func next() throws(ScriptError) -> (Substring, Int)? {
        line += 1
        var end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        while end == nil, !isAtEnd {
            let piece: [UInt8]
            do {
                piece = try more()
            } catch {
                throw ScriptError(.fileUnreadable, fileLine: line, "The script cannot be read on: \(error)")
            }
            isAtEnd = piece.isEmpty
            let count = bytes.count
            bytes += piece
            if line == 1, count < Self.byteOrderMark.count { skipByteOrderMark() }
            end = bytes.dropFirst(count).firstIndex(of: UInt8(ascii: "\n"))
        }
        guard !bytes.isEmpty else { return nil }
        let next = end.map { $0 + 1 } ?? bytes.endIndex
        guard let text = String(validating: bytes[..<next], as: UTF8.self) else {
            throw ScriptError(.fileUnreadable, fileLine: line, "The line is not UTF-8.")
        }
        bytes = bytes[next...]
        return (text[...], line)
    }

    /// A byte order mark is no part of the text.
    private mutating func skipByteOrderMark() {
        if bytes.starts(with: Self.byteOrderMark) { bytes = bytes.dropFirst(Self.byteOrderMark.count) }
    }
}
