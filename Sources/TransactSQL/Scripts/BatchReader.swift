#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads a script batch by batch.
///
/// A batch ends with a line of `GO` outside strings, names in brackets or quotation marks, and block comments. Under sqlcmd
/// the lines that are commands are carried out, and `$(name)` is replaced, also in strings, and not in comments.
struct BatchReader {
    /// What is sent to the server at once.
    struct Batch {
        var text: String
        var lines: BatchLines
        /// How often it runs: the number behind `GO`.
        var count: Int
    }

    /// What the commands of sqlcmd have set; `nil` in plain Transact-SQL.
    private(set) var sqlcmd: SqlcmdSettings?

    /// The script, and the files of `:r` that are being read, innermost last.
    private var sources: [LineSource]
    private var text = ""
    private var lines = BatchLines()
    private var scanner = LineScanner()
    private var hasQuit = false

    /// How deep files of `:r` may be nested.
    private static let deepest = 16

    init(_ script: LineSource, sqlcmd: SqlcmdSettings?) {
        self.sqlcmd = sqlcmd
        sources = [script]
    }

    /// The next batch that is not empty; `nil` at the end of the script.
    ///
    /// - Throws: ``ScriptError``.
    mutating func next() throws(ScriptError) -> Batch? {
        while let (line, number) = try nextLine() {
            if scanner.isOutside {
                if sqlcmd != nil, let command = SqlcmdCommand(line) {
                    try perform(command, line: number)
                    if hasQuit { return nil }
                    continue
                }
                if let count = try Separator(line, fileLine: number)?.count {
                    guard let batch = take(count: count) else { continue }
                    return batch
                }
            }
            try append(line, number)
        }
        return take(count: 1)
    }

    private mutating func nextLine() throws(ScriptError) -> (Substring, Int)? {
        while !sources.isEmpty {
            if let line = try sources[sources.count - 1].next() { return line }
            sources.removeLast()
        }
        return nil
    }

    /// The batch that was read; `nil` when there is nothing in it, or it is to run no time.
    private mutating func take(count: Int) -> Batch? {
        defer {
            text = ""
            lines = BatchLines()
            scanner = LineScanner()
        }
        guard count > 0, scanner.hasContent else { return nil }
        return Batch(text: text, lines: lines, count: count)
    }

    private mutating func append(_ line: Substring, _ number: Int) throws(ScriptError) {
        lines.append(fileLine: number)
        let settings = sqlcmd
        text += try scanner.scan(line) { (name) throws(ScriptError) in
            guard let settings else { return nil }
            guard let value = settings[name] else {
                throw ScriptError(
                    .undefinedVariable, fileLine: number, "'\(name)' scripting variable not defined.")
            }
            return value
        }
    }

    private mutating func perform(_ command: SqlcmdCommand, line: Int) throws(ScriptError) {
        switch command {
        case .setVariable(let name, let value): sqlcmd?[name] = value
        case .onError(let exits): sqlcmd?.stopsOnError = exits
        case .read(let path): try read(path, line: line)
        case .quit:
            hasQuit = true
            sources = []
        case .reset:
            text = ""
            lines = BatchLines()
            scanner = LineScanner()
        case .refused(let name):
            throw ScriptError(.commandRefused, fileLine: line, "The command \(name) of sqlcmd is not carried out here.")
        case .malformed(let name):
            throw ScriptError(.badCommand, fileLine: line, "Syntax error near command '\(name)'.")
        }
    }

    private mutating func read(_ path: String, line: Int) throws(ScriptError) {
        guard sources.count < Self.deepest else {
            throw ScriptError(.filesNested, fileLine: line, "Files are nested more than \(Self.deepest) deep.")
        }
        let file: String
        do throws(FilePathError) {
            if let root = sqlcmd?.fileRoot {
                file = try root.file(path)
            } else {
                guard try !ScriptPath(path).isForWindows else { throw FilePathError(.needsRoot, path: path) }
                file = path
            }
        } catch {
            throw ScriptError(.fileUnreadable, fileLine: line, error.description)
        }
        guard !sources.contains(where: { $0.path == file }) else {
            throw ScriptError(.filesNested, fileLine: line, "'\(path)' reads itself.")
        }
        sources.append(try LineSource(file: file, named: path, line: line))
    }
}
