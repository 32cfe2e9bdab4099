extension HierarchyError {
    /// The error that a ``KeyStore`` throws when another writer came first and it cannot wait for that one: the hierarchy
    /// then tries the operation again, from reading on.
    ///
    /// - Parameters:
    ///   - message: What happened, for a person.
    ///   - cause: The error underneath, if there was one.
    /// - Returns: An error with the code ``Code-swift.struct/conflict``.
    public static func conflict(_ message: String, cause: (any Error)? = nil) -> HierarchyError {
        HierarchyError(.conflict, message, cause: cause)
    }
}
