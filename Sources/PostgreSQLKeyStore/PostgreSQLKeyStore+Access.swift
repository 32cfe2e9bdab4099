#if PostgreSQL
extension PostgreSQLKeyStore {
    /// What may be done with a store that is opened.
    public enum Access: Hashable, Sendable {
        /// Create the store; nothing may be in its schema. The schema is created too, unless it is there.
        case create
        /// Read and write a store that exists.
        case readWrite
        /// Only read a store that exists. A standby of the server will do.
        case readOnly
    }
}
#endif
