/// A line of a script and a place in it, to be shown to whoever wrote it.
///
/// Literals, which may be passwords, are replaced: strings by `'…'`, names in quotation marks by `"…"`, and binary values by
/// `0x…`. Comments are left out, since they may hold a statement.
public struct SourceExcerpt: Hashable, Sendable {
    /// The line.
    public let text: String
    /// How many characters of it stand before the place.
    public let offset: Int

    /// The longest line that is shown, in characters.
    private static let longest = 400

    /// Takes a line out of a batch; `nil` when the batch has no such line, or one that nobody could look at.
    ///
    /// - Parameters:
    ///   - batch: The text of the batch.
    ///   - line: The line, counted from 1.
    ///   - column: The place in the line, counted from 1 in Unicode scalars.
    init?(of batch: String, line: Int, column: Int) {
        var scan = Scan(line: line, column: column)
        for scalar in batch.unicodeScalars {
            guard scan.line <= line else { break }
            scan.take(scalar)
        }
        guard scan.line >= line else { return nil }
        let text = String(scan.shown)
        guard text.count <= Self.longest, text.contains(where: { !$0.isWhitespace }) else { return nil }
        self.text = text
        offset = min(String(scan.shown.prefix(scan.mark ?? scan.shown.count)).count, text.count)
    }

    /// Walks through a batch, since whether a line begins within a string is said by the lines before it.
    private struct Scan {
        private enum State { case code, quoted(Unicode.Scalar), binary, lineComment, blockComment(Int) }

        let wantedLine: Int
        let wantedColumn: Int
        private(set) var line = 1
        private(set) var shown = String.UnicodeScalarView()
        /// How many scalars are shown before the place.
        private(set) var mark: Int?
        private var column = 0
        private var state = State.code
        private var previous: Unicode.Scalar = " "

        /// What people write behind a literal without a space.
        private static let follows: Set<Unicode.Scalar> = [" ", "\t", ",", ";", ")", "+", "=", "."]

        init(line: Int, column: Int) {
            wantedLine = line
            wantedColumn = column
        }

        mutating func take(_ scalar: Unicode.Scalar) {
            column += 1
            if line == wantedLine, column == wantedColumn { mark = shown.count }
            let before = previous
            previous = scalar
            step(scalar, after: before)
            guard scalar == "\n" else { return }
            line += 1
            column = 0
            // What a string began with stands on an earlier line.
            if line == wantedLine, case .quoted = state { show("…") }
        }

        private mutating func step(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) {
            switch state {
            case .code: code(scalar, after: before)
            case .quoted(let end):
                guard scalar == end else { break }
                show(String(scalar))
                state = .code
            case .binary:
                guard !scalar.properties.isASCIIHexDigit else { break }
                state = .code
                code(scalar, after: before)
            case .lineComment:
                if scalar == "\n" { state = .code }
            case .blockComment(let depth):
                // The signs that begin or end a comment do not count for the next one.
                if before == "*", scalar == "/" {
                    state = depth > 1 ? .blockComment(depth - 1) : .code
                    previous = " "
                } else if before == "/", scalar == "*" {
                    state = .blockComment(depth + 1)
                    previous = " "
                }
            }
        }

        private mutating func code(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) {
            switch (before, scalar) {
            case (_, "\n"), (_, "\r"): return
            case (_, "'"), (_, "\""):
                show("\(scalar)…")
                state = .quoted(scalar)
            case (let mark, _) where (mark == "'" || mark == "\"") && !Self.follows.contains(scalar):
                // The rest of a secret that has a quotation mark in it, most likely.
                show("…")
                state = .lineComment
            case ("-", "-"), ("/", "*"):
                // The sign before this one was shown already.
                if line == wantedLine, !shown.isEmpty { shown.removeLast() }
                state = scalar == "-" ? .lineComment : .blockComment(1)
                previous = " "
            case ("0", "x"), ("0", "X"):
                show("x…")
                state = .binary
            default: show(String(scalar))
            }
        }

        private mutating func show(_ text: String) {
            if line == wantedLine { shown.append(contentsOf: text.unicodeScalars) }
        }
    }
}
