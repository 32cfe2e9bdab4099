#if PostgreSQL
import CPostgreSQL
import KeyHierarchy
import StoreRows

/// One connection to the server: the one place where statements run, and where their failures become errors of the store.
///
/// Its calls hold the thread until the server has answered. It belongs to the ``ConnectionLane`` that has opened it.
@safe
final class Connection: StatementConnection {
    /// The store, for messages.
    let store: String
    /// The schema that its tables are in.
    let schema: String
    /// When it was opened.
    let opened = ContinuousClock.now
    /// The first failure since ``begin(_:)``: after one, the server refuses everything up to the end of the transaction.
    private(set) var failure: PostgreSQLFailure?

    private let connection: OpaquePointer
    /// The names of the statements that the server has prepared.
    private var prepared: [String: String] = [:]
    private let warnings = ServerWarnings()

    /// Connects.
    ///
    /// - Throws: ``PostgreSQLFailure`` when the server cannot be reached or does not let us in.
    init(_ info: ConnectionInfo, schema: String, store: String, patience: Duration) throws {
        self.store = store
        self.schema = schema
        let keywords = info.parameters.keys.sorted()
        let opened = unsafe CStrings.withPointers(to: keywords) { keywords in
            let values = info.parameters.sorted { $0.key < $1.key }.map(\.value)
            return unsafe CStrings.withPointers(to: values) { unsafe PQconnectdbParams(keywords, $0, 0) }
        }
        guard let opened = unsafe opened else {
            throw PostgreSQLFailure(message: "There is no memory for a connection.", lostConnection: true)
        }
        unsafe connection = opened
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            throw unsafe PostgreSQLFailure(connecting: opened)
        }
        unsafe warnings.attach(to: opened)
        _ = try send(SessionSettings.sql(schema: schema, patience: patience))
    }

    deinit {
        unsafe PQfinish(connection)
    }

    /// Whether something can be asked of it, as far as that is known without asking.
    var isUsable: Bool {
        unsafe PQstatus(connection) == CONNECTION_OK && failure?.lostConnection != true
    }

    // MARK: Transactions

    /// Begins a transaction with a statement.
    func begin(_ sql: String) throws {
        failure = nil
        try script(sql)
    }

    /// Ends the transaction, whatever became of it. What fails here is found when the connection is used next.
    func rollBack() {
        _ = try? send("ROLLBACK")
    }

    /// Commits.
    ///
    /// - Throws: ``PostgreSQLFailure``. When it says that the connection was lost, the transaction may be committed.
    func commit() throws {
        warnings.forget()
        let tag = try send("COMMIT").tag
        guard tag == "COMMIT" else {
            throw failure ?? PostgreSQLFailure(message: "The server answered \(tag) to COMMIT.", lostConnection: false)
        }
        // The server tells in a warning that it has stopped to wait for its standby; the answer is the same as ever.
        if let warning = warnings.first { throw Unconfirmed(warning: warning) }
    }

    /// What ``commit()`` throws when the server has committed and then warned.
    struct Unconfirmed: Error {
        let warning: PostgreSQLFailure
    }

    // MARK: Statements

    /// Runs statements without values.
    func script(_ sql: String) throws {
        try reportingFailures { _ = try send(sql) }
    }

    /// Runs one statement, with values in the place of its question marks.
    @discardableResult
    func run(_ sql: String, _ values: [ColumnValue] = []) throws -> StatementResult {
        try run(sql, try StatementParameters(values))
    }

    /// Runs a statement that changes rows.
    func execute(_ sql: String, _ values: [ColumnValue]) throws {
        try run(sql, values)
    }

    /// Runs one statement with values.
    @discardableResult
    func run(_ sql: String, _ parameters: StatementParameters) throws -> StatementResult {
        try reportingFailures {
            let name = try prepare(sql)
            return try unsafe parameters.withPointers { count, values, lengths, formats in
                unsafe try result(PQexecPrepared(connection, name, count, values, lengths, formats, 1))
            }
        }
    }

    /// Calls `body` with the rows that a query finds, one by one. It must not run statements.
    func forEachRow(
        _ sql: String,
        _ values: [ColumnValue] = [],
        of table: StoreTable,
        _ body: (inout StoredRow) throws -> Void
    ) throws {
        let result = try run(sql, values)
        for index in 0..<result.count {
            result.look(at: index)
            var row = StoredRow(of: result, table: table, store: store)
            try body(&row)
        }
    }

    /// Returns the number that a query finds.
    func integer(_ sql: String, _ values: [ColumnValue] = []) throws -> Int64? {
        let result = try run(sql, values)
        guard result.count > 0, case .integer(let number) = unsafe result.value(of: 0) else { return nil }
        return number
    }

    /// Has the server prepare a statement, once for each connection, and returns its name.
    private func prepare(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        _ = unsafe try result(PQprepare(connection, name, Self.numbered(sql), 0, nil))
        prepared[sql] = name
        return name
    }

    /// Numbers the question marks of a statement, as PostgreSQL wants them. No statement has one in a literal.
    private static func numbered(_ sql: String) -> String {
        var number = 0
        return sql.reduce(into: "") { numbered, character in
            guard character == "?" else { return numbered.append(character) }
            number += 1
            numbered += "$\(number)"
        }
    }

    /// Calls `body` with libpq's connection.
    func withHandle<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        try reportingFailures { unsafe try body(connection) }
    }

    private func send(_ sql: String) throws -> StatementResult {
        unsafe try result(PQexec(connection, sql))
    }

    private func result(_ pointer: OpaquePointer?) throws -> StatementResult {
        guard let pointer = unsafe pointer else {
            throw remember(unsafe PostgreSQLFailure(of: nil, on: connection))
        }
        switch unsafe PQresultStatus(pointer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            return unsafe StatementResult(pointer)
        default:
            defer { unsafe PQclear(pointer) }
            throw remember(unsafe PostgreSQLFailure(of: pointer, on: connection))
        }
    }

    private func remember(_ failure: PostgreSQLFailure) -> PostgreSQLFailure {
        if self.failure == nil { self.failure = failure }
        return failure
    }

    private func reportingFailures<Value>(_ operation: () throws -> Value) throws -> Value {
        do {
            return try operation()
        } catch let failure as PostgreSQLFailure {
            throw HierarchyError.report(failure, store: store)
        }
    }
}
#endif
