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
    private let pipeline: StatementPipeline
    /// Statements whose answers nothing depends on: they go to the server with the next one.
    private var queue: [QueuedStatement] = []
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
        pipeline = unsafe StatementPipeline(opened)
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            throw unsafe PostgreSQLFailure(connecting: opened)
        }
        unsafe warnings.attach(to: opened)
        try send(SessionSettings.sql(schema: schema, patience: patience))
    }

    deinit {
        unsafe PQfinish(connection)
    }

    /// Whether something can be asked of it, as far as that is known without asking.
    var isUsable: Bool {
        unsafe PQstatus(connection) == CONNECTION_OK && failure?.lostConnection != true
    }

    // MARK: Transactions

    /// Begins a transaction with a statement, when the first of its own is sent.
    func begin(_ sql: String) {
        failure = nil
        queue = [QueuedStatement(unprepared: sql)]
    }

    /// Ends the transaction, whatever became of it. What fails here is found when the connection is used next.
    func rollBack() {
        queue = []
        try? send("ROLLBACK")
    }

    /// Commits, after what has not been sent yet.
    ///
    /// - Throws: ``PostgreSQLFailure``, of a statement before it too. When it says that the connection was lost, the transaction
    ///   may be committed.
    func commit() throws {
        queue.append(QueuedStatement(unprepared: "COMMIT"))
        // What a server warns of before the commit is not about it.
        let tag = try sendQueue { warnings.forget() }.tag
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
        try reportingFailures {
            if !queue.isEmpty { _ = try sendQueue() }
            try send(sql)
        }
    }

    /// Runs one statement, with values in the place of its question marks.
    @discardableResult
    func run(_ sql: String, _ values: [ColumnValue] = []) throws -> StatementResult {
        try run(sql, try StatementParameters(values))
    }

    /// Runs a statement that changes rows, at the latest when the next one needs an answer. What the server refuses is thrown
    /// then.
    func execute(_ sql: String, _ values: [ColumnValue]) throws {
        try execute(sql, try StatementParameters(values))
    }

    /// Runs a statement that changes rows, as the other does.
    func execute(_ sql: String, _ parameters: StatementParameters) throws {
        queue.append(QueuedStatement(sql, parameters))
        guard queue.count >= Self.longestQueue || parameters.size >= Self.largestParameters else { return }
        _ = try reportingFailures { try sendQueue() }
    }

    /// How many statements wait at the most.
    private static let longestQueue = 64
    /// The size of the values of a statement from which on it does not wait, in bytes.
    private static let largestParameters = 16_384

    /// Runs one statement with values.
    @discardableResult
    func run(_ sql: String, _ parameters: StatementParameters) throws -> StatementResult {
        try reportingFailures {
            queue.append(QueuedStatement(sql, parameters))
            return try sendQueue()
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

    /// Calls `body` with libpq's connection.
    func withHandle<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        try reportingFailures { unsafe try body(connection) }
    }

    private func send(_ sql: String) throws {
        let result = unsafe PQexec(connection, sql)
        defer { unsafe PQclear(result) }
        guard unsafe [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw remember(unsafe PostgreSQLFailure(of: result, on: connection))
        }
    }

    /// Sends what waits, and returns the answer to the last of it.
    private func sendQueue(willEnd: () -> Void = {}) throws -> StatementResult {
        defer { queue = [] }
        do {
            return try pipeline.run(queue, willEnd: willEnd)
        } catch let failure as PostgreSQLFailure {
            throw remember(failure)
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
