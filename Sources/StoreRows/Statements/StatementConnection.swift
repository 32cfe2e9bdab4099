/// A connection to a database that understands SQL: it runs the statements of a transaction.
///
/// Values stand for the question marks of a statement, in order.
package protocol StatementConnection {
    /// The store, for messages.
    var store: String { get }

    /// Calls `body` with the rows that a query finds, one by one. It must not run statements.
    func forEachRow(
        _ sql: String,
        _ values: [ColumnValue],
        of table: StoreTable,
        _ body: (inout StoredRow) throws -> Void
    ) throws

    /// Returns the number that a query finds, or `nil` when it is none.
    func integer(_ sql: String, _ values: [ColumnValue]) throws -> Int64?

    /// Runs a statement that changes rows.
    func execute(_ sql: String, _ values: [ColumnValue]) throws
}

extension StatementConnection {
    /// Returns the rows that a query finds.
    package func rows<Value>(
        _ sql: String,
        _ values: [ColumnValue] = [],
        of table: StoreTable,
        as decode: (inout StoredRow) throws -> Value
    ) throws -> [Value] {
        var rows: [Value] = []
        try forEachRow(sql, values, of: table) { rows.append(try decode(&$0)) }
        return rows
    }
}
