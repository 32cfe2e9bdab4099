import LineEditing
import TransactSQL

/// The rows of a result set under their names, in columns as wide as what stands in them.
struct ResultTable {
    private let columns: [Column]
    private let rowCount: Int

    private struct Column {
        let name: String
        let cells: [String]
        let width: Int
        let isNumeric: Bool

        init(_ column: ResultColumn, _ values: [SQLValue]) {
            name = VisibleText.of(column.name)
            cells = values.map { VisibleText.of($0.description) }
            // An expression without a name has a rule all the same, as far as there is something under it.
            width = (cells + [name]).reduce(1) { max($0, DisplayWidth.columns(of: $1)) }
            switch column.type.name {
            case .bit, .tinyint, .smallint, .int, .bigint, .decimal, .money, .float, .real: isNumeric = true
            default: isNumeric = false
            }
        }

        /// Fills a text to the width of the column.
        func filled(_ text: String) -> String {
            let space = String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
            return isNumeric ? space + text : text + space
        }
    }

    init(_ results: ResultSet) {
        rowCount = results.rows.count
        columns = results.columns.enumerated().map { index, column in
            Column(column, results.rows.map { index < $0.count ? $0[index] : .null })
        }
    }

    /// The table, without a line break at its end.
    var text: String {
        let names = line { $0.filled($0.name) }
        let rule = line { String(repeating: "-", count: $0.width) }
        return ([names, rule] + (0..<rowCount).map { row in line { $0.filled($0.cells[row]) } }).joined(separator: "\n")
    }

    private func line(_ cell: (Column) -> String) -> String {
        let line = columns.map(cell).joined(separator: " ")
        return String(line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
    }
}
