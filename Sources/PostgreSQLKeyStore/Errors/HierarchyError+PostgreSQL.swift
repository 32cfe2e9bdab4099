#if PostgreSQL
import KeyHierarchy
import StoreRows

extension HierarchyError {
    /// Tells a failure of PostgreSQL's in terms of the store.
    static func report(_ failure: PostgreSQLFailure, store: String) -> HierarchyError {
        if failure.lostConnection {
            return HierarchyError(
                .conflict, "The connection to the key store \(store) was lost, and its transaction was rolled back.",
                advice: "Try again; if it stays, look at the server and its log.", cause: failure)
        }
        return switch failure.state ?? "" {
        case "55P03":
            HierarchyError(
                .conflict, "Another host is writing to the key store \(store), and took longer than this one waits.",
                advice: "Try again once it is done.", cause: failure)
        case "57014":
            HierarchyError(
                .storeFailed,
                "Somebody cancelled the operation on the key store \(store), and its transaction was rolled back.",
                advice: "Ask the server's administrator why; then start it again.", cause: failure)
        case "40001", "40P01":
            HierarchyError(
                .conflict, "The server gave up the operation on the key store \(store) in favour of another one.",
                advice: "Try again.", cause: failure)
        case "42P01", "42703", "42804", "42883", "3F000", "42809":
            damaged(store, "its tables are not those that this library creates.", cause: failure)
        case let state where state.hasPrefix("XX"):
            damaged(store, "the server finds pages that contradict each other.", cause: failure)
        case let state where state.hasPrefix("23"):
            HierarchyError(
                .storeFailed, "A row was refused that does not fit the rules of the key store \(store).", cause: failure
            )
        case let state:
            HierarchyError(
                .storeFailed, "The key store \(store) cannot be used.", advice: advice(for: state), cause: failure)
        }
    }

    private static func advice(for state: String) -> String {
        switch state {
        case "42501":
            "Grant the role USAGE on the schema, and SELECT, INSERT, UPDATE and DELETE on all tables in it; to look at the "
                + "store, USAGE and SELECT. One that is to create it needs a schema of its own (CREATE SCHEMA … "
                + "AUTHORIZATION), or CREATE on the database."
        case "25006", "0A000":
            "This server only reads: it is a standby. Name all hosts, and target_session_attrs=read-write, in the "
                + "connection string."
        case "53100":
            "The server's disk is full. Make room, and try again."
        case let state where state.hasPrefix("58"):
            "Check the server's disk and its log."
        default:
            "Try again; if it stays, look at the server's log."
        }
    }

    /// The server cannot be reached, or does not let us in.
    static func cannotConnect(_ store: String, _ failure: PostgreSQLFailure) -> HierarchyError {
        HierarchyError(
            .storeFailed, "There is no connection to the key store \(store).",
            advice: "Check the host, the database, the role and its password (~/.pgpass), the root certificate "
                + "(~/.postgresql/root.crt, or sslrootcert), that the server takes one more connection, and its log.",
            cause: failure)
    }

    static func notAKeyStore(_ store: String, cause: (any Error)? = nil) -> HierarchyError {
        HierarchyError(
            .storeFailed, "There is no key store \(store).",
            advice: "Check the database and the schema, and that the role may use it; or create the store.",
            cause: cause)
    }

    static func storeExists(_ store: String) -> HierarchyError {
        HierarchyError(
            .storeFailed, "There are tables in the schema of the key store \(store) already. They are unchanged.",
            advice: "If they are the store's, open it; otherwise choose another schema.")
    }

    /// The connection was lost after the commit was asked for, and the server could not be asked what became of it.
    static func outcomeUnknown(_ store: String, _ operation: WriterOperation, cause: any Error) -> HierarchyError {
        HierarchyError(
            .outcomeUnknown,
            "The connection to the key store \(store) was lost while an operation was committed, and the server could not "
                + "be asked whether it was.",
            // The query has a line to itself, to be copied as it stands.
            advice: "Before you try again, ask the server. This query counts 1 if the operation is there, 0 if not:\n"
                + operation.question, cause: cause)
    }

    /// The connection was lost while the tables were created, or brought to a newer version.
    static func tablesUnknown(_ store: String, cause: any Error) -> HierarchyError {
        HierarchyError(
            .outcomeUnknown,
            "The connection to the key store \(store) was lost while its tables were committed. They are there as a whole, or "
                + "as they were before.",
            advice: "Open the store: it says whether it is there.", cause: cause)
    }

    /// The server has committed, but has stopped waiting for its standby.
    static func unconfirmed(_ store: String, cause: any Error) -> HierarchyError {
        HierarchyError(
            .outcomeUnknown,
            "The operation is committed in the key store \(store), but the server gave up waiting until its standby has it "
                + "too. Should that take over now, the operation may be lost.",
            advice:
                "Do not repeat it. Check pg_stat_replication on the primary, and what was changed after a fail-over.",
            cause: cause)
    }
}
#endif
