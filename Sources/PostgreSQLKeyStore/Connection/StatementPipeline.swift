#if PostgreSQL
import CPostgreSQL

/// Gives the server several statements at once, and then takes their answers: the way there and back takes longer than most of
/// them.
@safe
final class StatementPipeline {
    private let connection: OpaquePointer
    /// The names of the statements that the server has prepared.
    private var prepared: [String: String] = [:]
    /// The number of names that were given, some perhaps to statements that the server did not prepare.
    private var nameCount = 0

    /// What was sent, and is answered by itself.
    private enum Command {
        case prepare(sql: String, name: String)
        case run
    }

    /// - Parameter connection: libpq's connection, which outlives this.
    init(_ connection: OpaquePointer) {
        unsafe self.connection = connection
    }

    /// Runs statements one after the other. Behind one that fails, the server carries out none.
    ///
    /// - Parameters:
    ///   - statements: One at least.
    ///   - willEnd: Called before the answer to the last one is taken.
    /// - Returns: The answer to the last one.
    /// - Throws: ``PostgreSQLFailure`` of the first one that failed. When it says that the connection was lost, some may have
    ///   been carried out, or all.
    func run(_ statements: [QueuedStatement], willEnd: () -> Void = {}) throws -> StatementResult {
        try check(unsafe PQenterPipelineMode(connection))
        let commands = try send(statements)
        try check(unsafe PQpipelineSync(connection))
        var last: StatementResult?
        var failure: PostgreSQLFailure?
        for (index, command) in commands.enumerated() {
            if index == commands.count - 1 { willEnd() }
            while let answer = unsafe PQgetResult(connection) {
                switch unsafe PQresultStatus(answer) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                    last = unsafe StatementResult(answer)
                    if case .prepare(let sql, let name) = command { prepared[sql] = name }
                default:
                    // The first one says why; the others, that they were left out.
                    failure = unsafe failure ?? PostgreSQLFailure(of: answer, on: connection)
                    unsafe PQclear(answer)
                }
            }
        }
        let end = unsafe PQgetResult(connection)
        let isComplete = unsafe PQresultStatus(end) == PGRES_PIPELINE_SYNC
        unsafe PQclear(end)
        guard isComplete, unsafe PQexitPipelineMode(connection) == 1 else {
            // Whatever was answered before, the rest is not known.
            throw failure.flatMap { $0.lostConnection ? $0 : nil } ?? brokenOff
        }
        guard failure == nil, let last else { throw failure ?? brokenOff }
        return last
    }

    private func send(_ statements: [QueuedStatement]) throws -> [Command] {
        var names = prepared
        var commands: [Command] = []
        for statement in statements {
            guard statement.isPrepared else {
                try check(unsafe PQsendQueryParams(connection, statement.sql, 0, nil, nil, nil, nil, 1))
                commands.append(.run)
                continue
            }
            let name: String
            if let known = names[statement.sql] {
                name = known
            } else {
                name = "s\(nameCount)"
                nameCount += 1
                try check(unsafe PQsendPrepare(connection, name, Self.numbered(statement.sql), 0, nil))
                names[statement.sql] = name
                commands.append(.prepare(sql: statement.sql, name: name))
            }
            try unsafe statement.parameters.withPointers { count, values, lengths, formats in
                try check(unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1))
            }
            commands.append(.run)
        }
        return commands
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

    /// Sees that libpq has taken something.
    private func check(_ status: Int32) throws {
        guard status == 1 else { throw brokenOff }
    }

    /// What is thrown where the answer to a statement is not known.
    private var brokenOff: PostgreSQLFailure {
        unsafe PostgreSQLFailure(of: nil, on: connection)
    }
}
#endif
