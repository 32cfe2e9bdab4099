#if SQLite
import GRDB
import KeyHierarchy

/// One connection to a store, for the length of a transaction: the one place where statements run, and where their
/// failures become errors of the store.
struct StoreConnection {
    let database: Database
    /// The file, for messages.
    let path: String

    /// Returns the rows that a query finds. All are in memory, and the statement has ended, before this returns.
    func rows<Value>(
        _ sql: String,
        _ arguments: [ColumnValue] = [],
        of table: Table,
        as decode: (inout StoredRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEachRow(sql, arguments, of: table) { values.append(try decode(&$0)) }
        return values
    }

    /// Calls `body` with the rows that a query finds, one by one. It must not run statements.
    func forEachRow(
        _ sql: String,
        _ arguments: [ColumnValue] = [],
        of table: Table,
        _ body: (inout StoredRow) throws -> Void
    ) throws {
        try reportingFailures {
            let statement = try statement(sql, arguments)
            let cursor = try Row.fetchCursor(statement)
            while try cursor.next() != nil {
                var row = StoredRow(of: statement, table: table, path: path)
                try body(&row)
            }
        }
    }

    /// Returns the first column of the rows that a pragma answers.
    func texts(_ sql: String) throws -> [String] {
        try reportingFailures {
            try Row.fetchAll(try statement(sql, [])).map { row in
                let value: DatabaseValue = row[0]
                return String.fromDatabaseValue(value) ?? "something without a name"
            }
        }
    }

    /// Returns the one row that a query finds.
    func row<Value>(
        _ sql: String,
        _ arguments: [ColumnValue] = [],
        of table: Table,
        as decode: (inout StoredRow) throws -> Value
    ) throws -> Value? {
        try rows(sql, arguments, of: table, as: decode).first
    }

    /// Returns the number that a query finds.
    func integer(_ sql: String, _ arguments: [ColumnValue] = []) throws -> Int64 {
        try reportingFailures {
            guard let value = try DatabaseValue.fetchOne(try statement(sql, arguments)),
                case .int64(let number) = value.storage
            else { throw HierarchyError.damaged(path, "a count is not a number.") }
            return number
        }
    }

    /// Runs a statement that changes rows.
    func execute(_ sql: String, _ arguments: [ColumnValue]) throws {
        _ = try repeatedly(sql)(arguments)
    }

    /// Returns a function that runs a statement that changes rows, for as many as there are, and returns how many rows it
    /// changed. It must not be called again once it has thrown.
    func repeatedly(_ sql: String) throws -> (_ arguments: [ColumnValue]) throws -> Int {
        let statement = try reportingFailures { try database.cachedStatement(sql: sql) }
        return { arguments in
            try reportingFailures {
                try ColumnValue.bind(arguments, to: statement)
                try statement.execute()
                return database.changesCount
            }
        }
    }

    /// A statement with its values. GRDB keeps what it prepared, as long as the connection lives.
    private func statement(_ sql: String, _ arguments: [ColumnValue]) throws -> Statement {
        let statement = try database.cachedStatement(sql: sql)
        try ColumnValue.bind(arguments, to: statement)
        return statement
    }

    private func reportingFailures<Value>(_ operation: () throws -> Value) throws -> Value {
        do {
            return try operation()
        } catch {
            throw HierarchyError.report(error, path: path)
        }
    }
}
#endif
