import KeyHierarchy
import TransactSQLSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a connection keeps from one batch to the next.
struct ConnectionState: Sendable {
    /// The current database.
    var database: DatabaseName = "master"
    /// When the keys that are open were opened.
    var opened: [KeyIdentifier: Date] = [:]
    /// The symmetric keys that were open when this session dropped them, the oldest first.
    var droppedWhileOpen: [DroppedKey] = []
    /// `@@ERROR`: the number of the error of the last statement, 0 after success.
    var lastError = 0
    /// `@@ROWCOUNT`.
    var rowCount = 0
    /// The cursors that are not those of a batch, by folded name.
    var cursors: [String: Cursor] = [:]
    /// `@@FETCH_STATUS`: 0 when the last `FETCH` gave a row, otherwise -1.
    var fetchStatus = 0
    /// `@@CURSOR_ROWS`: how many rows the cursor has that was opened last.
    var cursorRows = 0
    /// `@@TRANCOUNT`.
    var transactionDepth = 0
    /// Whether an error has made the transaction one that can only be rolled back.
    var isDoomed = false
    /// `SET NOCOUNT`.
    var hidesCounts = false
    /// `SET XACT_ABORT`.
    var abortsOnError = false
    /// The options that are on and under which statements are compiled and not executed, such as `NOEXEC`, in capitals.
    var withholding: Set<String> = []
    /// `SET PARSEONLY`.
    var parsesOnly = false
    /// What `sp_configure` was told, until `RECONFIGURE`, and what is in force, by folded name.
    var configured: [String: Int] = [:]
    var running: [String: Int] = [:]
    /// The trace flags that are on in this session alone.
    var traceFlags: Set<TraceFlag> = []
    /// What `:setvar` has set, by folded name, and what it has taken away.
    var sqlcmdChanges: [String: String?] = [:]
}
