#if PostgreSQL
import KeyHierarchy
import Synchronization

extension PostgreSQLKeyStore {
    /// What another host, or this one, has done to a store.
    public enum Change: Hashable, Sendable {
        /// An operation was committed; the instance has this revision since.
        case committed(revision: Int64)
        /// The connection was lost and is there again, or was made for the first time: whatever is known of the store may be
        /// out of date.
        case connected
    }

    /// The changes of the store as they are committed, on whatever host.
    ///
    /// A hierarchy does not need them: it asks the store with each operation, and keeps no key that is no longer the one in
    /// the store. They are for programs that show something, or keep something of their own.
    ///
    /// The first element is ``Change/connected``; so is the first one after the connection was lost, as when the server was
    /// started again. Read what you keep again then. When somebody does not take the elements, the latest 64 are kept.
    ///
    /// Each sequence has a connection of its own, to a server that writes: a standby passes nothing on. It is closed within a
    /// second of the end of the sequence's use, or once an attempt to connect has ended. While nobody can connect the sequence
    /// is silent, and it tries again, at last every half minute.
    public func changes() -> AsyncStream<Change> {
        let opening = opening
        return AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
            let listener = StoreListener(opening, report: { continuation.yield($0) })
            continuation.onTermination = { _ in listener.stop() }
            listener.start()
        }
    }
}
#endif
