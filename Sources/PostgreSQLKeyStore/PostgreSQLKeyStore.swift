#if PostgreSQL
public import KeyHierarchy
import StoreRows

/// A key store in a schema of a PostgreSQL database, which several hosts share.
///
/// Readers work side by side, and beside the one writer; each sees the state that was committed when it began. Writers wait
/// for each other, on all hosts. One that has waited for another host for ten seconds throws
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/conflict``, and the hierarchy tries again; those of one store take turns.
/// What was committed is on the server's disk when ``write(_:)`` returns, and on that of its standby where the server waits
/// for one.
///
/// A server that is started again, or whose standby takes over, is waited for: ten seconds. To open a store, one attempt is
/// made, so that a wrong name is told at once. When the connection is lost while an operation is committed, the store
/// connects again and asks what became of it. An error tells which it was, or
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/outcomeUnknown`` that the server could not be asked. A server that keeps
/// its connections and answers nothing is waited for without end.
///
/// Every row may have been changed by somebody. A row that this library cannot have written throws
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/corrupted`` with its table and its key, or `unsupported` when a newer
/// version may have written it; it never ends the process. Rows that were exchanged for other valid ones are the
/// hierarchy's business: their secrets do not open.
public final class PostgreSQLKeyStore: KeyStore {
    /// The schema that the tables are in.
    public let schema: String
    /// What may be done with the store.
    public let access: Access

    let opening: ConnectionOpening
    private let writer: ConnectionLane
    private let readers: ReaderPool

    /// How long a writer waits for one of another host, and everybody for a server that is away.
    private static let patience = Duration.seconds(10)
    /// How many readers of one store work side by side.
    private static let maximumReaderCount = 8

    /// Opens the store in a schema of a database, or creates it there.
    ///
    /// A password is taken from where libpq looks for it: `~/.pgpass` or the file that `PGPASSFILE` names, a service file,
    /// `PGPASSWORD`; or a client certificate takes its place. Over TCP the server must have a certificate for its name from
    /// an authority in `~/.postgresql/root.crt` (`sslmode=verify-full`), unless the connection string, or `PGSSLMODE`, says
    /// otherwise.
    ///
    /// A store that an older version of the library wrote is brought to the present form when it is opened for writing, once;
    /// the older version then refuses it.
    ///
    /// - Parameters:
    ///   - connection: Where the database is, as libpq reads it: keywords (`host=db.example.com dbname=app user=app`) or a
    ///     URI (`postgresql://app@db.example.com/app`). It must not have a password in it.
    ///   - schema: The schema that the tables are in: up to 63 small letters, digits and underscores.
    ///   - access: Whether the store is to be created, and whether it may be written.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `storeFailed` when the server cannot be reached or refuses;
    ///   when there is no store or, to create it, there is one; when the connection string is not valid, or has a password
    ///   in it; `unsupported` when a newer version wrote the store; `corrupted` when it is damaged; `conflict` when another
    ///   host keeps it for too long.
    public convenience init(
        _ connection: String,
        schema: String = "key_hierarchy",
        access: Access = .readWrite
    ) async throws {
        try await self.init(connection, schema: schema, access: access, patience: Self.patience)
    }

    /// Opens or creates the store, and sets how long to wait for other writers, and for the server.
    package init(_ connection: String, schema: String, access: Access, patience: Duration) async throws {
        opening = try ConnectionOpening(info: try ConnectionInfo(connection), schema: schema, patience: patience)
        self.schema = schema
        self.access = access
        writer = ConnectionLane(opening)
        readers = ReaderPool(opening, limit: Self.maximumReaderCount)
        try await writer.open { connection in
            switch access {
            case .create:
                try StoreSchema.current.create(schema, on: connection)
            case .readWrite:
                try StoreSchema.current.migrate(on: connection)
            case .readOnly:
                try TransactionStart.read.run(on: connection)
                connection.rollBack()
            }
        }
    }

    /// Whether there is a store in a schema of a database.
    package static func isPresent(_ connection: String, schema: String = "key_hierarchy") async throws -> Bool {
        let opening = try ConnectionOpening(info: try ConnectionInfo(connection), schema: schema, patience: patience)
        return try await ConnectionLane(opening).isPresent()
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await readers.withLane { try await $0.read(body) }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        guard access != .readOnly else { throw HierarchyError.openForReadingOnly(opening.store) }
        return try await writer.write(body)
    }
}
#endif
