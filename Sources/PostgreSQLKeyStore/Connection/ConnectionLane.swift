#if PostgreSQL
import Foundation
import KeyCryptography
import KeyHierarchy
import StoreRows

/// One connection, and the thread that waits for its answers: transactions come one after the other.
///
/// libpq's calls block, and so may the body of an operation. They run on a queue of the lane's own, never on the threads of
/// Swift concurrency.
actor ConnectionLane {
    private let opening: ConnectionOpening
    /// What tells the writers of a store apart; operations are numbered for each.
    private var operation: WriterOperation
    private var connection: Connection?
    private let executor = QueueExecutor(label: "PostgreSQLKeyStore")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ opening: ConnectionOpening) {
        self.opening = opening
        operation = WriterOperation(writer: UUID(), schema: opening.schema)
    }

    /// Connects, and does with the connection what comes before the first transaction.
    func open(_ prepare: @Sendable (Connection) throws -> Void) throws {
        let connection = try opening.connect()
        try prepare(connection)
        self.connection = connection
    }

    /// Whether there is a store.
    func isPresent() throws -> Bool {
        // A schema that the role may not use hides its tables from every name. Then it is there all the same.
        try opening.connect().integer(
            """
            SELECT count(*) FROM pg_catalog.pg_class AS tables
            JOIN pg_catalog.pg_namespace AS schemas ON schemas.oid = tables.relnamespace
            WHERE schemas.nspname = ? AND tables.relname = 'store'
            """, [.text(opening.schema)]) == 1
    }

    // MARK: Transactions

    /// Calls `body` with one state of the store.
    func read<Result: Sendable>(_ body: @Sendable (any KeyStoreReader) throws -> Result) throws -> Result {
        let connection = try begin(.read)
        defer { connection.rollBack() }
        let result = try body(PostgreSQLTransaction(connection: connection))
        if let failure = connection.failure { throw HierarchyError.report(failure, store: opening.store) }
        return result
    }

    /// Calls `body` with the present state, as the only writer, and commits what it wrote.
    func write<Result: Sendable>(_ body: @Sendable (any KeyStoreWriter) throws -> Result) throws -> Result {
        let connection = try begin(.write)
        operation.number += 1
        let result: Result
        do {
            result = try body(PostgreSQLTransaction(connection: connection))
            // The body may have thrown nothing all the same.
            if let failure = connection.failure { throw HierarchyError.report(failure, store: opening.store) }
            try operation.note(in: connection)
        } catch {
            connection.rollBack()
            throw error
        }
        do {
            try connection.commit()
        } catch let failure as PostgreSQLFailure where failure.lostConnection {
            try resolve(failure)
        } catch let failure as PostgreSQLFailure {
            connection.rollBack()
            throw HierarchyError.report(failure, store: opening.store)
        } catch let unconfirmed as Connection.Unconfirmed {
            throw HierarchyError.unconfirmed(opening.store, cause: unconfirmed.warning)
        }
        return result
    }

    /// Finds out what became of a commit whose answer was lost, and throws unless it was carried out.
    ///
    /// The operation has held the lock of the writers. Whoever has that lock now, knows: what is not there by then, never
    /// will be. What is there need not have reached the standby yet, so it is noted once more: a commit that waits for the
    /// standby waits for all that was written before, too.
    private func resolve(_ failure: PostgreSQLFailure) throws {
        var backoff = Backoff(patience: opening.patience)
        while true {
            do {
                // As if it had been lost a moment before: the hierarchy tries it again.
                guard try confirm(&backoff) else { throw HierarchyError.report(failure, store: opening.store) }
                return
            } catch let unconfirmed as Connection.Unconfirmed {
                throw HierarchyError.unconfirmed(opening.store, cause: unconfirmed.warning)
            } catch let unasked as Unasked {
                // A server that has come back can go away again before it has answered.
                guard connection?.isUsable != true, backoff.wait() else {
                    throw HierarchyError.outcomeUnknown(opening.store, operation, cause: unasked.cause)
                }
            }
        }
    }

    /// The server could not be asked.
    private struct Unasked: Error {
        let cause: any Error
    }

    /// Asks whether the operation was carried out, and notes it once more if it was.
    ///
    /// - Parameter backoff: How long a server is waited for.
    /// - Throws: ``Unasked``; `Connection.Unconfirmed` when the standby does not confirm it.
    private func confirm(_ backoff: inout Backoff) throws -> Bool {
        do {
            let connection = try begin(.write, &backoff)
            defer { connection.rollBack() }
            guard try operation.isNoted(in: connection) else { return false }
            try operation.note(in: connection)
            try connection.commit()
            return true
        } catch let unconfirmed as Connection.Unconfirmed {
            throw unconfirmed
        } catch {
            // What the question says of its own transaction is not true of the operation.
            throw Unasked(cause: (error as? HierarchyError)?.cause ?? error)
        }
    }

    // MARK: Connecting

    /// Returns a connection with a transaction that has begun.
    ///
    /// Here, and nowhere later, what fails can be tried again without anybody noticing: a server that has been started anew
    /// has ended the connection that was kept, and takes a while to come back.
    private func begin(_ transaction: TransactionStart) throws -> Connection {
        var backoff = Backoff(patience: opening.patience)
        return try begin(transaction, &backoff)
    }

    private func begin(_ transaction: TransactionStart, _ backoff: inout Backoff) throws -> Connection {
        while true {
            do {
                let connection = try usableConnection()
                do {
                    try transaction.run(on: connection)
                    return connection
                } catch {
                    connection.rollBack()
                    // Another host of the connection string may be the primary by now.
                    if connection.failure?.isOfStandby == true { self.connection = nil }
                    throw error
                }
            } catch let error as HierarchyError {
                guard connection?.isUsable != true, backoff.wait() else { throw error }
            }
        }
    }

    private func usableConnection() throws -> Connection {
        if let connection, connection.isUsable, connection.opened.duration(to: .now) < Self.lifetime {
            return connection
        }
        connection = nil
        let opened = try opening.connect()
        connection = opened
        return opened
    }

    /// How long a connection is kept: a server whose name has moved to another host is found in the end, and the memory that
    /// a session takes on the server is given back.
    private static let lifetime = Duration.seconds(1800)
}
#endif
