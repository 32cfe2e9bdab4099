#if SQLite
extension SQLiteKeyStore {
    /// What may be done with a store that is opened.
    public enum Access: Hashable, Sendable {
        /// Create the store; nothing of that name may be there.
        case create
        /// Read and write a store that exists.
        case readWrite
        /// Only read a store that exists.
        ///
        /// Its directory must be writable all the same, unless another process has the store open: reading beside
        /// writers needs the two companion files.
        case readOnly
    }
}
#endif
