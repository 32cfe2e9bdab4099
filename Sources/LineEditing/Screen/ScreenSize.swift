/// The size of a screen.
package struct ScreenSize: Hashable, Sendable {
    /// The width, at least 8.
    package let columns: Int
    /// The height, at least 2.
    package let rows: Int

    /// Takes a size; terminals that do not know theirs say 0, for which 80 by 24 is taken.
    package init(columns: Int, rows: Int) {
        self.columns = columns <= 0 ? 80 : max(8, columns)
        self.rows = rows <= 0 ? 24 : max(2, rows)
    }
}
