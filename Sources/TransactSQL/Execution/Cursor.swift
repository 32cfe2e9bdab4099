import TransactSQLSyntax

/// A cursor: a query, and where it is in the rows of it once it is open.
///
/// Whatever kind it was declared as, it has the rows as they were when it was opened: no row of the catalog can be changed by
/// a cursor, and a loop over it goes on although its statements change keys.
struct Cursor: Sendable {
    /// The rows of an open cursor.
    struct Rows: Sendable {
        let columns: [ResultColumn]
        let values: [[SQLValue]]
        /// The number of the present row, from 1; 0 before the first one, and one more than there are behind the last.
        var position = 0

        /// About how many bytes of memory the rows take.
        var size: Int { values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.size } } }

        /// The present row; `nil` before the first and behind the last one.
        var present: [SQLValue]? {
            values.indices.contains(position - 1) ? values[position - 1] : nil
        }

        /// Goes to the row of a number; the ends are as far as it goes.
        mutating func move(to number: Int) {
            position = min(max(number, 0), values.count + 1)
        }
    }

    let query: SelectStatement
    /// Whether it goes anywhere, and not only on by one row.
    let isScrollable: Bool
    /// The rows; `nil` while the cursor is closed.
    var rows: Rows?

    init(_ query: SelectStatement, _ options: [CursorOption]) {
        self.query = query
        isScrollable =
            options.contains(.scroll)
            || !options.contains(.forwardOnly) && options.contains { [.static, .keyset, .dynamic].contains($0) }
    }

    /// `CURSOR_STATUS`: 1 or 0 for an open cursor with rows or without, -1 for a closed one.
    var status: Int64 { rows.map { $0.values.isEmpty ? 0 : 1 } ?? -1 }
}
