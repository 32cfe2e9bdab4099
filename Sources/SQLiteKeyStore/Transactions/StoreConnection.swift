#if SQLite
import GRDB
import GRDBSQLite
import KeyHierarchy
import StoreRows

/// One connection to a store, for the length of a transaction: the one place where statements run, and where their
/// failures become errors of the store.
struct StoreConnection: StatementConnection {
    let database: Database
    /// The file, for messages.
    let path: String

    var store: String {
        path
    }

    /// Calls `body` with the rows that a query finds, one by one. It must not run statements.
    func forEachRow(
        _ sql: String,
        _ arguments: [ColumnValue] = [],
        of table: StoreTable,
        _ body: (inout StoredRow) throws -> Void
    ) throws {
        // One object for all rows: an allocation for each would take as long as a small row.
        var values: StatementValues?
        try run(sql, arguments) { statement in
            let current = values ?? StatementValues(statement)
            values = current
            var row = StoredRow(of: current, table: table, store: path)
            try body(&row)
        }
    }

    /// Returns the first column of the rows that a pragma answers.
    func texts(_ sql: String) throws -> [String] {
        var texts: [String] = []
        try run(sql, []) { statement in
            let text = unsafe sqlite3_column_text(statement.sqliteStatement, 0).map { unsafe String(cString: $0) }
            texts.append(text ?? "something without a name")
        }
        return texts
    }

    /// Returns the number that a query finds, or `nil` when it is none.
    func integer(_ sql: String, _ arguments: [ColumnValue] = []) throws -> Int64? {
        var number: Int64?
        try run(sql, arguments) { statement in
            let statement = unsafe statement.sqliteStatement
            guard unsafe sqlite3_column_type(statement, 0) == SQLITE_INTEGER else { return }
            number = unsafe sqlite3_column_int64(statement, 0)
        }
        return number
    }

    /// Runs a statement that changes rows.
    func execute(_ sql: String, _ arguments: [ColumnValue]) throws {
        _ = try repeatedly(sql)(arguments)
    }

    /// Returns a function that runs a statement that changes rows, for as many as there are, and returns how many rows it
    /// changed. It must not be called again once it has thrown.
    func repeatedly(_ sql: String) throws -> (_ arguments: [ColumnValue]) throws -> Int {
        let statement = try reportingFailures { try database.cachedStatement(sql: sql) }
        var bound: [ColumnValue] = []
        return { arguments in
            try reportingFailures {
                defer { unsafe sqlite3_reset(statement.sqliteStatement) }
                try unsafe ColumnValue.bind(arguments, over: bound, to: statement.sqliteStatement)
                bound = arguments
                _ = try step(statement)
                return unsafe Int(sqlite3_changes(database.sqliteConnection))
            }
        }
    }

    /// Runs a statement, and calls `body` at each row that it comes to.
    private func run(_ sql: String, _ arguments: [ColumnValue], _ body: (Statement) throws -> Void) throws {
        try reportingFailures {
            let statement = try database.cachedStatement(sql: sql)
            defer { unsafe sqlite3_reset(statement.sqliteStatement) }
            try unsafe ColumnValue.bind(arguments, to: statement.sqliteStatement)
            while try step(statement) { try body(statement) }
        }
    }

    /// Runs a statement up to its next row; returns whether there is one.
    ///
    /// GRDB prepares statements and keeps them. It does not run ours: for one row it takes as long as SQLite itself.
    private func step(_ statement: Statement) throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let connection = unsafe database.sqliteConnection
            throw DatabaseError(
                resultCode: ResultCode(rawValue: unsafe sqlite3_extended_errcode(connection)),
                message: unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }, sql: statement.sql)
        }
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
