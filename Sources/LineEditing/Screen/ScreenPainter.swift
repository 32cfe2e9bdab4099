/// Makes the bytes that turn what stands on the screen into what should stand there.
///
/// It uses what every terminal since the VT100 has (ECMA-48: CUU, CUF, ED), and never lets the terminal wrap a line by itself.
package struct ScreenPainter: Sendable {
    private var painted: Frame?
    private var columns = 0

    /// Creates a painter for a cursor at the beginning of an empty row.
    package init() {}

    /// Returns what to write to make a frame of the one painted before.
    package mutating func paint(_ frame: Frame, columns: Int) -> String {
        let old = painted
        defer {
            painted = frame
            self.columns = columns
        }
        guard let old else { return frame.rows.joined(separator: "\r\n") + Self.moveCursor(of: frame) }
        guard old != frame else { return "" }
        if self.columns != columns {
            return Self.move(up: rowsAboveCursor(of: old, reflowedTo: columns)) + "\r\u{1B}[J"
                + frame.rows.joined(separator: "\r\n") + Self.moveCursor(of: frame)
        }
        // What is above the first row that differs can stay.
        let same = min(
            zip(old.rows, frame.rows).prefix { $0 == $1 }.count, old.rows.count - 1, frame.rows.count - 1)
        let start = same <= old.cursorRow ? Self.move(up: old.cursorRow - same) : Self.move(down: same - old.cursorRow)
        return start + "\r\u{1B}[J" + frame.rows[same...].joined(separator: "\r\n") + Self.moveCursor(of: frame)
    }

    /// Returns what to write to leave the frame behind: the cursor goes to the beginning of the row below it.
    package mutating func leave() -> String {
        defer { painted = nil }
        guard let painted else { return "" }
        return Self.move(down: painted.rows.count - 1 - painted.cursorRow) + "\r\n"
    }

    /// Returns what to write to clear the screen; the next frame is painted at its top.
    package mutating func clear() -> String {
        painted = nil
        return "\u{1B}[H\u{1B}[2J"
    }

    /// Moves from the end of the last row, where painting ends.
    private static func moveCursor(of frame: Frame) -> String {
        move(up: frame.rows.count - 1 - frame.cursorRow) + "\r"
            + (frame.cursorColumn > 0 ? "\u{1B}[\(frame.cursorColumn)C" : "")
    }

    private static func move(up rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
    private static func move(down rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)B" : "" }

    /// How many rows are above the cursor after the terminal has broken its rows anew for another width, as most do.
    private func rowsAboveCursor(of frame: Frame, reflowedTo columns: Int) -> Int {
        let above = frame.rows[..<frame.cursorRow].reduce(0) { count, row in
            count + max(1, (DisplayWidth.columns(of: row) + columns - 1) / columns)
        }
        return above + frame.cursorColumn / columns
    }
}
