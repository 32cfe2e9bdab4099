/// Splits a script into batches at its `GO` lines, as sqlcmd and SQL Server Management Studio do.
///
/// `GO` stands alone on its line, in any case, with white space around it, and a count and a comment behind it if need be.
/// A `GO` within a string, a name in brackets or quotation marks, or a block comment is none. Batches of white space alone
/// are left out.
///
/// The script is fed in pieces of any size, and its parts are taken out as they become complete, so that no more than one
/// batch and one piece are in memory:
///
/// ```swift
/// var splitter = ScriptSplitter()
/// while let piece = readPiece() {
///     splitter.append(piece)
///     while let part = splitter.next() { … }
/// }
/// splitter.finish()
/// while let part = splitter.next() { … }
/// ```
///
/// Text is UTF-8, or UTF-16 when it begins with a byte order mark that says so; the mark is left out.
public struct ScriptSplitter: Sendable {
    /// Whether lines that begin with `:` or `!!`, and a few words of sqlcmd, are commands and no part of a batch.
    ///
    /// A change holds from the next call of ``next()`` on.
    public var recognizesCommands: Bool

    private var inputs = [ScriptInput()]
    private var state = ScanState()
    private var batch: [UInt8] = []
    private var isBlank = true
    /// How many lines the present batch has.
    private var lineCount = 0
    private var lines = ScriptLines()
    /// Parts that are complete: two at most.
    private var pending: [ScriptPart] = []

    private static let expectedLength = 4096

    /// Creates a splitter.
    ///
    /// - Parameter recognizesCommands: Whether commands of sqlcmd are recognised.
    public init(recognizesCommands: Bool = false) {
        self.recognizesCommands = recognizesCommands
    }

    /// Adds bytes to the end of the script.
    ///
    /// - Parameter bytes: The next bytes; they may end within a character.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        inputs[0].append(bytes)
    }

    /// Says that no more bytes follow, so that the last line and the last batch are complete.
    public mutating func finish() {
        inputs[0].finish()
    }

    /// Inserts the text of another file before the bytes that have not been read: what `:r` demands, when it was the last
    /// part that ``next()`` returned.
    ///
    /// The lines of the text count in the batch that they become part of, as with sqlcmd; in the script they stand where the
    /// command does.
    ///
    /// - Parameter bytes: The text, which may be UTF-16 whatever the script is.
    public mutating func insert(_ bytes: some Sequence<UInt8>) {
        var input = ScriptInput()
        input.append(bytes)
        input.finish()
        // The line behind the command is a line of its own.
        input.endLine()
        inputs.append(input)
    }

    /// Returns the next part, or `nil` if none is complete: if more bytes are needed, or after ``finish()`` at the end.
    public mutating func next() -> ScriptPart? {
        while pending.isEmpty, let line = nextLine() {
            if !state.isCode || !isForClient(line) {
                append(line: line)
            }
        }
        if pending.isEmpty, inputs[0].isExhausted {
            endBatch(count: 1)
        }
        return pending.isEmpty ? nil : pending.removeFirst()
    }

    /// The batch that is not complete: the line of the script on which it begins, and how many bytes are kept of it and of
    /// what was not split yet.
    ///
    /// Nobody but its author says how long a batch is: whoever must bound its memory looks here when ``next()`` has returned
    /// `nil`.
    public var unfinished: (line: Int, byteCount: Int) {
        (
            lines.isEmpty ? lineNumber + 1 : lines.fileLine(of: 1),
            inputs.reduce(batch.count) { $0 + $1.unreadCount }
        )
    }

    /// Returns the parts of a whole script.
    ///
    /// - Parameters:
    ///   - text: The script.
    ///   - recognizesCommands: Whether commands of sqlcmd are recognised.
    public static func parts(of text: String, recognizingCommands recognizesCommands: Bool = false) -> [ScriptPart] {
        var splitter = ScriptSplitter(recognizesCommands: recognizesCommands)
        splitter.append(text.utf8)
        splitter.finish()
        var parts: [ScriptPart] = []
        while let part = splitter.next() {
            parts.append(part)
        }
        return parts
    }

    // MARK: Lines

    /// The next whole line, of the text that was inserted last if some of it is left.
    private mutating func nextLine() -> ArraySlice<UInt8>? {
        while true {
            if let line = inputs[inputs.count - 1].nextLine() {
                return line
            }
            guard inputs.count > 1 else {
                return nil
            }
            inputs.removeLast()
        }
    }

    private var lineNumber: Int {
        inputs[0].line
    }

    private mutating func append(line: ArraySlice<UInt8>) {
        lineCount += 1
        lines.add(lineCount, at: lineNumber, isInserted: inputs.count > 1)
        batch.append(contentsOf: line)
        isBlank = isBlank && line.allSatisfy { ByteSet.space.contains($0) }
        state.scan(line)
    }

    /// Deals with a line for the client, if it is one.
    private mutating func isForClient(_ line: ArraySlice<UInt8>) -> Bool {
        if recognizesCommands, ScriptCommand.isCommand(line) {
            pending.append(.command(ScriptCommand(line, at: lineNumber)))
            return true
        }
        guard Separator.mayBe(line) else {
            return false
        }
        switch Separator(line) {
        case .none:
            return false
        case .separator(let count, let comment):
            endBatch(count: count)
            if !comment.isEmpty {
                append(line: comment)
            }
        case .malformed:
            endBatch(count: 1)
            pending.append(.malformedSeparator(ScriptCommand(line, at: lineNumber)))
        }
        return true
    }

    /// Ends the present batch with the line that was read last.
    private mutating func endBatch(count: Int) {
        if !isBlank {
            pending.append(.batch(ScriptBatch(utf8: batch, lines: lines, count: count)))
        }
        // The next one is often about as long: it need not grow in many steps.
        let capacity = min(batch.count, Self.expectedLength)
        batch = []
        batch.reserveCapacity(capacity)
        isBlank = true
        lineCount = 0
        lines = ScriptLines()
        state = ScanState()
    }
}
