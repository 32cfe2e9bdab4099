/// An operation that is ready to be carried out: everything slow or asynchronous is done, what is left is to read and
/// write records in one transaction.
///
/// A plan carries it out and rolls back, a commit carries it out and commits; there is no second implementation that
/// could differ.
struct Change: Sendable {
    let action: AuditEvent.Action
    /// What it is about, for the audit.
    let subject: String
    /// What committing it takes, and the answer to who lacks it: a plan may be carried out by another session, or later.
    let permission: Permission
    let denied: HierarchyError
    /// The root protectors that the hierarchy has from the commit on, where the change replaces them.
    let rootProtectors: [any RootProtector]?
    /// Carries the change out.
    ///
    /// - Throws: ``HierarchyError``; ``HierarchyError/Code-swift.struct/conflict`` when a record is not the one that the
    ///   change was prepared for.
    let perform: @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport

    init(
        action: AuditEvent.Action,
        subject: String,
        permission: Permission,
        denied: HierarchyError = .permissionDenied(),
        rootProtectors: [any RootProtector]? = nil,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) {
        self.action = action
        self.subject = subject
        self.permission = permission
        self.denied = denied
        self.rootProtectors = rootProtectors
        self.perform = perform
    }

    /// A change to the master key of a database.
    init(
        _ action: AuditEvent.Action,
        masterKeyOf database: DatabaseName,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) {
        self.init(
            action: action, subject: NamedKey.masterKey(of: database).description, permission: .control(database),
            denied: .noMasterKey(database, denied: true), perform: perform)
    }
}
