#if PostgreSQL
/// A statement that has not been sent yet.
struct QueuedStatement {
    /// With question marks in the places of values.
    let sql: String
    let parameters: StatementParameters
    /// Whether the server is to prepare it, once for each connection. What begins and ends a transaction is read at once.
    let isPrepared: Bool

    /// A statement that is prepared.
    init(_ sql: String, _ parameters: StatementParameters) {
        self.sql = sql
        self.parameters = parameters
        isPrepared = true
    }

    /// A statement without values that is not prepared.
    init(unprepared sql: String) {
        self.sql = sql
        parameters = StatementParameters()
        isPrepared = false
    }
}
#endif
