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
        _ arguments: [DatabaseValue] = [],
        of table: Table,
        as decode: (inout StoredRow) throws -> Value
    ) throws -> [Value] {
        try reportingFailures {
            let cursor = try Row.fetchCursor(try statement(sql, arguments))
            var values: [Value] = []
            while let row = try cursor.next() {
                var row = StoredRow(row, of: table, path: path)
                values.append(try decode(&row))
            }
            return values
        }
    }

    /// Returns the one row that a query finds.
    func row<Value>(
        _ sql: String,
        _ arguments: [DatabaseValue] = [],
        of table: Table,
        as decode: (inout StoredRow) throws -> Value
    ) throws -> Value? {
        try rows(sql, arguments, of: table, as: decode).first
    }

    /// Returns the number that a query finds.
    func integer(_ sql: String, _ arguments: [DatabaseValue] = []) throws -> Int64 {
        try reportingFailures {
            guard let value = try DatabaseValue.fetchOne(try statement(sql, arguments)),
                case .int64(let number) = value.storage
            else { throw HierarchyError.damaged(path, "a count is not a number.") }
            return number
        }
    }

    /// Runs a statement that changes rows, and returns how many it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [DatabaseValue]) throws -> Int {
        try reportingFailures {
            try statement(sql, arguments).execute()
            return database.changesCount
        }
    }

    private func statement(_ sql: String, _ arguments: [DatabaseValue]) throws -> Statement {
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(arguments))
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
