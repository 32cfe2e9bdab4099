/// An operation that is ready to be carried out: everything slow or asynchronous is done, what is left is to read and
/// write records in one transaction.
///
/// A plan carries it out and rolls back, a commit carries it out and commits; there is no second implementation that
/// could differ.
struct Change: Sendable {
    let action: AuditEvent.Action
    /// What it is about, for the audit.
    let subject: String
    /// Carries the change out.
    ///
    /// - Throws: ``HierarchyError``; ``HierarchyError/Code-swift.struct/conflict`` when a record is not the one that the
    ///   change was prepared for.
    let perform: @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
}
