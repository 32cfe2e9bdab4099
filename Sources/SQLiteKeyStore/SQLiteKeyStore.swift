#if SQLite
import GRDB
public import KeyHierarchy
import StoreRows

/// A key store in one SQLite file, which several processes on one machine may share.
///
/// Beside the file lie two companions while it is in use, `-wal` and `-shm`; all three belong to their owner alone
/// (mode 0600). Copy the file while nobody has the store open: without its companions it lacks what was committed last.
/// It must be on a local disk, because the locks of most network file systems do not hold.
///
/// Readers work side by side, and beside the one writer; each sees the state that was committed when it began. Writers
/// wait for each other, in all processes. One that has waited for ten seconds throws
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/conflict``, and the hierarchy tries again. What was committed is on
/// the disk when ``write(_:)`` returns. When the disk fails just then, it throws
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/outcomeUnknown``: nobody sees the change, and yet it may be there once all
/// processes that use the store have ended.
///
/// Every row may have been changed by somebody who has the file. A row that this library cannot have written throws
/// ``/KeyHierarchy/HierarchyError/Code-swift.struct/corrupted`` with its table and its key, or `unsupported` when a
/// newer version may have written it; it never ends the process. Rows that were exchanged for other valid ones are the
/// hierarchy's business: their secrets do not open.
public final class SQLiteKeyStore: KeyStore {
    /// The path of the file, without links.
    public let path: String
    /// What may be done with the store.
    public let access: Access

    let pool: DatabasePool

    /// How long a writer waits for one of another process.
    private static let busyTimeout = Duration.seconds(10)

    /// Opens the store at a path, or creates it there.
    ///
    /// Opening reads a few pages, however large the store is: it does not check the whole file. ``verifyIntegrity()``
    /// does. A store that an older version of the library wrote is brought to the present form when it is opened for
    /// writing, once; the older version then refuses it.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - access: Whether the file is to be created, and whether it may be written.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `storeFailed` when there is no such file or, to create
    ///   it, there is one; when it is not a key store, or group or others have access to it; when the system does not
    ///   let it be used; `unsupported` when a newer version wrote it; `corrupted` when it is damaged; `conflict` when
    ///   another process holds it. An existing file is unchanged then. A store that was created and then cannot be
    ///   opened, as on a full disk, is there as a whole: open it later.
    public convenience init(path: String, access: Access = .readWrite) throws {
        try self.init(path: path, access: access, busyTimeout: Self.busyTimeout)
    }

    /// Opens or creates the store, and sets how long a writer waits for one of another process.
    package init(path: String, access: Access, busyTimeout: Duration) throws {
        try StoreOpening.requireSQLite()
        if access == .create {
            try StoreOpening(path: path, access: access, busyTimeout: busyTimeout).create()
        }
        self.access = access
        self.path = try StoreFile.resolve(path)
        pool = try StoreOpening(path: self.path, access: access, busyTimeout: busyTimeout).run()
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await reportingFailures { continuation in
            pool.asyncRead { database in
                continuation.resume(with: Swift.Result { try self.perform(body, in: try database.get()) })
            }
        }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        guard access != .readOnly else { throw HierarchyError.openForReadingOnly(path) }
        // GRDB begins with BEGIN IMMEDIATE on a queue of its own: a writer has the lock before it reads anything, so that
        // what it read cannot change under it, and no thread of Swift concurrency waits.
        return try await reportingFailures(isWriting: true) { continuation in
            pool.asyncWrite({ try self.perform(body, in: $0) }) { _, result in
                continuation.resume(with: result)
            }
        }
    }

    /// Calls `body` in a transaction that has begun.
    private func perform<Result>(
        _ body: (SQLiteTransaction) throws -> Result,
        in database: Database
    ) throws -> Result {
        let connection = StoreConnection(database: database, path: path)
        // Another process may have brought the store to a newer version since it was opened.
        let version = try StoreIdentity.readableVersion(connection)
        do {
            return try body(SQLiteTransaction(connection: connection, version: version))
        } catch {
            throw BodyFailure(error: error)
        }
    }

    /// Lets the errors of a body through as they are, and tells those of SQLite in terms of the store.
    ///
    /// By continuation, because GRDB's asynchronous calls give up when their task is cancelled. Whether an operation is
    /// still wanted is the hierarchy's decision: one that was committed must not fail for a read that comes after it.
    private func reportingFailures<Result>(
        isWriting: Bool = false,
        _ operation: (CheckedContinuation<Result, any Error>) -> Void
    ) async throws -> Result {
        do {
            return try await withCheckedThrowingContinuation(operation)
        } catch let failure as BodyFailure {
            throw failure.error
        } catch {
            let commitFailure = isWriting ? HierarchyError.unsynchronizedCommit(error, path: path) : nil
            throw commitFailure ?? HierarchyError.report(error, path: path)
        }
    }
}

/// An error that a body threw. It may be one of GRDB's, from work of the body's own, which is none of the store's.
private struct BodyFailure: Error {
    let error: any Error
}
#endif
