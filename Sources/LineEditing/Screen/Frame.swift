/// What stands on the screen: rows, and where the cursor is.
package struct Frame: Hashable, Sendable {
    /// The rows, none wider than the screen.
    package private(set) var rows = [""]
    /// The row of the cursor.
    package private(set) var cursorRow = 0
    /// The column of the cursor.
    package private(set) var cursorColumn = 0

    private let columns: Int
    private var column = 0

    /// A tab goes to the next column that this divides, counted from the beginning of the line.
    private static let tabStop = 4
    /// How many rows of candidates are shown.
    private static let candidateRows = 8

    /// Lays out what an editor shows.
    ///
    /// - Parameters:
    ///   - editor: The editor.
    ///   - size: The size of the screen.
    ///   - prompt: The prompt of each line, counted from 1.
    package init(_ editor: LineEditor, size: ScreenSize, prompt: (Int) -> String) {
        guard let search = editor.search else {
            self.init(editor.buffer, candidates: editor.candidates, size: size, prompt: prompt)
            return
        }
        let entries = editor.history.entries
        let found = search.index < entries.count ? entries[search.index] : editor.buffer.text
        let title = "\(search.hasFailed ? "not found" : "search") '\(VisibleText.of(search.text))': "
        self.init(LineBuffer(found), size: size) { $0 == 1 ? title : "" }
    }

    /// Lays out an input.
    ///
    /// - Parameters:
    ///   - buffer: The input.
    ///   - candidates: What is listed below it.
    ///   - size: The size of the screen.
    ///   - prompt: The prompt of each line, counted from 1.
    package init(_ buffer: LineBuffer, candidates: [String] = [], size: ScreenSize, prompt: (Int) -> String) {
        columns = size.columns
        add(prompt(1))
        addLines(buffer.before, from: 1, prompt: prompt)
        markCursor()
        addLines(buffer.after, from: buffer.before.count { $0 == "\n" } + 1, prompt: prompt)
        addCandidates(candidates)
        scroll(to: size.rows)
    }

    private mutating func addLines(_ text: String, from first: Int, prompt: (Int) -> String) {
        var line = first
        var start = column
        for character in text {
            switch character {
            case "\n":
                line += 1
                startRow()
                add(prompt(line))
                start = column
            case "\t": add(String(repeating: " ", count: Self.tabStop - (max(0, column - start) % Self.tabStop)))
            default: add(VisibleText.of(String(character)))
            }
        }
    }

    private mutating func add(_ text: String) {
        for character in text {
            let width = DisplayWidth.columns(of: character)
            if column + width > columns { startRow() }
            rows[rows.count - 1].append(character)
            column += width
        }
    }

    private mutating func startRow() {
        rows.append("")
        column = 0
    }

    /// The cursor stands where the next character would go.
    private mutating func markCursor() {
        if column >= columns { startRow() }
        cursorRow = rows.count - 1
        cursorColumn = column
    }

    /// Adds candidates in columns below the input.
    private mutating func addCandidates(_ candidates: [String]) {
        guard !candidates.isEmpty else { return }
        let shown = candidates.map { VisibleText.of($0) }
        let width = min(columns, (shown.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2)
        let perRow = max(1, columns / width)
        let fitting = perRow * Self.candidateRows
        for (index, candidate) in shown.prefix(fitting).enumerated() {
            if index.isMultiple(of: perRow) { startRow() }
            add(Self.fitted(candidate, to: width))
        }
        if shown.count > fitting {
            startRow()
            add(Self.fitted("and \(shown.count - fitting) more", to: columns))
        }
    }

    /// Cuts or fills a text to a width.
    private static func fitted(_ text: String, to width: Int) -> String {
        var columns = 0
        let cut = text.prefix { character in
            columns += DisplayWidth.columns(of: character)
            return columns <= width
        }
        return cut + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: cut)))
    }

    /// Keeps as many rows as the screen has, those around the cursor.
    private mutating func scroll(to height: Int) {
        guard rows.count > height else { return }
        let first = max(0, min(cursorRow - height / 2, rows.count - height))
        rows = Array(rows[first..<(first + height)])
        cursorRow -= first
    }
}
