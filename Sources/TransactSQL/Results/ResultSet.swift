/// The rows that a `SELECT` gives.
public struct ResultSet: Hashable, Sendable {
    /// The columns, in order.
    public var columns: [ResultColumn]
    /// The rows, in order; each has a value for each column.
    public var rows: [[SQLValue]]

    /// Creates a result set.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - rows: The rows, each with a value for each column.
    public init(columns: [ResultColumn], rows: [[SQLValue]] = []) {
        self.columns = columns
        self.rows = rows
    }
}
