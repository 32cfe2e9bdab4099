import LineEditing

/// The few sequences of a terminal that a painter uses, done on a grid of characters.
///
/// As in a real terminal a row that is full does not wrap before another character comes.
struct Screen {
    let width: Int
    let height: Int
    private(set) var grid: [[Character]]
    private(set) var row = 0
    private(set) var column = 0

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        grid = Array(repeating: Array(repeating: " ", count: width), count: height)
    }

    /// The rows up to the last one with something in it, without the blanks at their ends.
    var rows: [String] {
        var rows = grid.map { row in
            // The second column of a wide character is empty.
            let text = String(row.filter { $0 != "\0" })
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        while rows.count > 1, rows.last == "" { rows.removeLast() }
        return rows
    }

    mutating func write(_ output: String) {
        var rest = Array(output)[...]
        while let character = rest.popFirst() {
            switch character {
            case "\r": column = 0
            case "\n": lineFeed()
            // Swift takes these two for one character.
            case "\r\n":
                column = 0
                lineFeed()
            case "\u{1B}": control(&rest)
            default: put(character)
            }
        }
    }

    private mutating func lineFeed() {
        if row < height - 1 {
            row += 1
        } else {
            grid.removeFirst()
            grid.append(Array(repeating: " ", count: width))
        }
    }

    private mutating func put(_ character: Character) {
        let columns = DisplayWidth.columns(of: character)
        if column + columns > width {
            column = 0
            lineFeed()
        }
        grid[row][column] = character
        if columns == 2 { grid[row][column + 1] = "\0" }
        column += columns
    }

    private mutating func control(_ rest: inout ArraySlice<Character>) {
        precondition(rest.popFirst() == "[")
        var parameter = ""
        while let character = rest.popFirst() {
            if character.isNumber {
                parameter.append(character)
                continue
            }
            let count = Int(parameter) ?? 1
            switch character {
            case "A": row = max(0, row - count)
            case "B": row = min(height - 1, row + count)
            case "C": column = min(width - 1, column + count)
            case "H": (row, column) = (0, 0)
            case "J":
                let first = parameter == "2" ? 0 : row
                for index in first..<height {
                    let start = index == first && parameter != "2" ? min(column, width) : 0
                    for column in start..<width { grid[index][column] = " " }
                }
            default: preconditionFailure("The painter may not use \(character).")
            }
            return
        }
    }
}
