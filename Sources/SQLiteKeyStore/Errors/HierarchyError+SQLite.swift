#if SQLite
import GRDB
import KeyHierarchy
import StoreRows

extension HierarchyError {
    /// Tells a failure of SQLite's, or of GRDB's, in terms of the store; any other error is returned as it is.
    static func report(_ error: any Error, path: String) -> any Error {
        // The one table that GRDB reads by itself. The error has the row in it, and is not passed on.
        if error is RowDecodingError {
            return damaged(path, "its list of migrations has something else than their names in it.")
        }
        guard let error = error as? DatabaseError else { return error }
        let cause = SQLiteFailure(error)
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            HierarchyError(
                .conflict, "Another process is writing to the key store \(path), and took longer than this one waits.",
                advice: "Try again once it is done.", cause: cause)
        case .SQLITE_INTERRUPT:
            CancellationError()
        case .SQLITE_NOTADB:
            notAKeyStore(path)
        case .SQLITE_CORRUPT, .SQLITE_FORMAT:
            damaged(path, "SQLite finds pages that contradict each other.", cause: cause)
        case .SQLITE_TOOBIG:
            damaged(path, "a value is longer than any that this library writes.", cause: cause)
        // Without a statement it is GRDB that failed, not SQLite on our tables.
        case .SQLITE_ERROR where error.sql != nil, .SQLITE_SCHEMA, .SQLITE_MISMATCH:
            damaged(path, "its tables are not those that this library creates.", cause: cause)
        case .SQLITE_CONSTRAINT:
            HierarchyError(
                .storeFailed, "A row was refused that does not fit the rules of the key store \(path).", cause: cause)
        default:
            HierarchyError(
                .storeFailed, "The key store \(path) cannot be used.", advice: advice(for: error.resultCode),
                cause: cause)
        }
    }

    /// The disk failed when a commit was forced onto it, or noted in the index of the log. Its pages lie in the log, complete: this
    /// process, and whoever has the store open, goes on without them, until the next change takes their place; whoever recovers
    /// the log before that takes them for committed.
    ///
    /// - Returns: `nil` for any other error.
    static func unsynchronizedCommit(_ error: any Error, path: String) -> HierarchyError? {
        guard let error = error as? DatabaseError,
            [.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP].contains(error.extendedResultCode)
        else { return nil }
        return HierarchyError(
            .outcomeUnknown,
            "The disk failed while the key store \(path) was committing: the change may still turn out to be carried out.",
            advice:
                "Check the disk and the file system's messages. Then see whether the change is there before you repeat it.",
            cause: SQLiteFailure(error))
    }

    private static func advice(for code: ResultCode) -> String {
        switch code {
        case .SQLITE_FULL:
            "The disk is full. Make room, and try again."
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            "Check that this account may write the file and its directory, and that the file was not moved."
        case .SQLITE_IOERR:
            "Check the disk and the file system's messages; after that, verify the integrity of the store."
        default:
            "Try again; if it stays, verify the integrity of the store."
        }
    }
}
#endif
