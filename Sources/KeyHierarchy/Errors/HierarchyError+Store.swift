// What stores throw, and what an operation finds in one that is not as it was.
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

    static func changedMeanwhile(_ what: String) -> HierarchyError {
        HierarchyError(.conflict, "The \(what) was changed by somebody else while this was under way.")
    }

    /// The error that a ``KeyStore`` throws for what it cannot turn into a record: the operation fails, and force may give
    /// the secret up.
    ///
    /// - Parameters:
    ///   - message: What is wrong, and where, for a person. It holds nothing that is secret.
    ///   - cause: The error underneath, if there was one.
    /// - Returns: An error with the code ``Code-swift.struct/corrupted``, which SQL Server answers with 15507.
    public static func corrupted(_ message: String, cause: (any Error)? = nil) -> HierarchyError {
        HierarchyError(
            .corrupted, message, advice: "Restore the key from its backup.",
            sqlServer: SQLServerMessage(
                number: 15507, severity: 16, state: 1,
                text: "A key required by this operation appears to be corrupted."),
            cause: cause)
    }
}
