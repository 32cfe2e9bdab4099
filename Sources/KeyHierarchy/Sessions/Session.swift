import Policy
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Who is at work on an instance, and which keys that one has opened.
///
/// Keys that are opened here are open here alone, whatever the database; they close with ``close()``, or when the session
/// ends its life, and their memory is wiped.
///
/// Every operation is one atomic commit: when it throws, nothing has changed, unless the error is
/// ``HierarchyError/Code-swift.struct/outcomeUnknown``.
public actor Session {
    /// The instance.
    public nonisolated let hierarchy: EncryptionHierarchy
    /// Who is at work.
    public nonisolated let principal: Principal

    /// The master keys that were opened with a password, and the symmetric keys that were opened.
    private var openKeys: [KeyIdentifier: OpenKey] = [:]
    /// The temporary symmetric keys, which are nobody else's.
    private var temporaryKeys: [KeyIdentifier: StoredKey] = [:]
    private var temporaryNumber: Int32 = 0
    private var isClosed = false
    private nonisolated let commits = Atomic(0)

    init(hierarchy: EncryptionHierarchy, principal: Principal) {
        self.hierarchy = hierarchy
        self.principal = principal
    }

    /// Closes every key and ends the session; whatever is asked of it later fails with
    /// ``HierarchyError/Code-swift.struct/sessionClosed``.
    public func close() {
        openKeys = [:]
        temporaryKeys = [:]
        isClosed = true
    }

    /// The databases whose master keys are open in this session: `sys.openkeys`.
    public var openMasterKeys: [DatabaseIdentifier] {
        openKeys.keys.filter { $0.kind == .databaseMasterKey }.map(\.database).sorted()
    }

    /// The keys that are open in this session, in ascending order: `sys.openkeys`.
    public var openKeyIdentifiers: [KeyIdentifier] {
        openKeys.keys.sorted()
    }

    // MARK: Keys that are open

    func openKey(_ id: KeyIdentifier) -> OpenKey? {
        openKeys[id]
    }

    /// Keeps a key that was just opened, unless the session was closed meanwhile.
    func setOpenKey(_ key: OpenKey) throws {
        try requireNotClosed()
        openKeys[key.id] = key
    }

    /// Forgets an open key; returns whether it was open.
    @discardableResult
    func removeOpenKey(_ id: KeyIdentifier) -> Bool {
        openKeys.removeValue(forKey: id) != nil
    }

    func removeAllOpenKeys() {
        openKeys = [:]
    }

    // MARK: Temporary keys

    /// The temporary key of that name, in any spelling that is equal without regard to case.
    func temporaryKey(named name: String) -> StoredKey? {
        temporaryKeys.values.first { $0.record.name.lowercased() == name.lowercased() }
    }

    /// The temporary keys, the oldest first.
    var allTemporaryKeys: [StoredKey] {
        temporaryKeys.values.sorted { $0.record.id.number > $1.record.id.number }
    }

    func temporaryKey(_ id: KeyIdentifier) -> StoredKey? {
        temporaryKeys[id]
    }

    /// The number for the next temporary key: -1 and below.
    func nextTemporaryNumber() -> Int32 {
        temporaryNumber -= 1
        return temporaryNumber
    }

    /// Keeps a temporary key, in place of what it was before.
    func setTemporaryKey(_ key: StoredKey) {
        temporaryKeys[key.record.id] = key
    }

    func removeTemporaryKey(_ id: KeyIdentifier) {
        temporaryKeys[id] = nil
    }

    // MARK: The frame of every operation

    /// Runs an operation: checks that the session is open, tries again when other writers were faster, and tells the
    /// audit how it ended.
    package func audited<Result>(
        _ action: AuditEvent.Action,
        _ subject: String,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        do {
            try requireNotClosed()
            let result = try await retryingConflicts(operation)
            await audit(action, subject, .succeeded)
            return result
        } catch {
            await audit(action, subject, .failed(error))
            throw error
        }
    }

    /// Runs an operation on a key, which the audit names with its database.
    package func audited<Result>(
        _ action: AuditEvent.Action,
        _ key: NamedKey,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        try await audited(action, key.description, operation)
    }

    /// Throws when the session has been closed.
    package func requireNotClosed() throws {
        guard !isClosed else {
            throw HierarchyError(.sessionClosed, "The session has been closed.", advice: "Begin a new one.")
        }
    }

    private func audit(_ action: AuditEvent.Action, _ subject: String, _ outcome: AuditEvent.Outcome) async {
        await hierarchy.options.audit(action, by: principal, subject, outcome)
    }

    /// Throws `denied` unless the principal has the permission.
    package func require(_ permission: Permission, orThrow denied: HierarchyError? = nil) async throws {
        let granted: Bool
        do {
            granted = try await hierarchy.options.authorizer.isGranted(permission, to: principal)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw HierarchyError(
                .permissionDenied, "Whether \(principal) has \(permission) could not be found out.", cause: error)
        }
        guard granted else { throw denied ?? HierarchyError.permissionDenied() }
    }

    /// Throws unless the password may protect a key or a backup of this instance.
    ///
    /// - Parameters:
    ///   - password: The password that is to be set.
    ///   - label: What it is to be called, for everybody to read.
    ///   - database: The database whose key it is about; its name is no password either.
    package func requireAcceptable(
        _ password: Password,
        label: String,
        for database: DatabaseName? = nil
    ) async throws {
        let server = try await hierarchy.serverName()
        let subject = PasswordSubject(
            accountName: principal.name, computerName: server,
            contextWords: [server] + (database.map { [$0.description] } ?? []))
        let violations = password.withText { hierarchy.options.passwordPolicy.violations(of: $0, by: subject) }
        guard violations.isEmpty else { throw HierarchyError.passwordRefused(violations) }
        try password.requireLabel(label)
    }

    /// Derives the key of a password that is to protect something from now on.
    func newSeal(_ password: Password) async throws -> PasswordSeal {
        try await PasswordSeal.new(
            password, derivation: hierarchy.options.passwordDerivation, random: hierarchy.options.random)
    }

    // MARK: Carrying changes out

    /// How many changes were committed in this session: whoever cancels several at once sees whether one was.
    package nonisolated var commitCount: Int {
        commits.load(ordering: .relaxed)
    }

    /// Carries a change out and commits it.
    ///
    /// - Parameter plan: The plan that the change comes from, whose revision the instance must have; `nil` for any.
    func commit(
        _ change: Change,
        of plan: Plan? = nil,
        progress: (@Sendable (ChangeProgress) -> Void)? = nil
    ) async throws -> ChangeReport {
        let report = try await withEnvironment(progress: progress) { environment in
            try await hierarchy.store.write { store in
                if let plan { try Self.requireCurrent(plan, in: store) }
                return try Self.perform(change, in: store, environment: environment)
            }
        }
        commits.wrappingAdd(1, ordering: .relaxed)
        if let protectors = change.rootProtectors {
            hierarchy.rootProtectors.withLock { $0 = protectors }
        }
        await closeReplacedKeys()
        return report
    }

    /// Carries out the change that `prepare` returns, and takes it back.
    func plan(_ prepare: @autoclosure () async throws -> Change) async throws -> Plan {
        try requireNotClosed()
        return try await retryingConflicts {
            let change = try await prepare()
            return try await withEnvironment(progress: nil) { environment in
                do {
                    return try await hierarchy.store.write { store -> Plan in
                        let instance = try store.requireInstance()
                        let report = try Self.perform(change, in: store, environment: environment)
                        throw RolledBack(
                            plan: Plan(
                                report: report, change: change, instance: instance.id, revision: instance.revision))
                    }
                } catch let rolledBack as RolledBack {
                    return rolledBack.plan
                }
            }
        }
    }

    /// Forgets the open keys that are no longer those of their databases: replaced, dropped, or gone with the database.
    ///
    /// The session had the right to a new key too, but not its password in memory; the service master key, or opening
    /// again, gives it.
    private func closeReplacedKeys() async {
        guard !openKeys.isEmpty else { return }
        let held = openKeys.values.filter { temporaryKeys[$0.id] == nil }
        let replaced = try? await hierarchy.store.read { store in
            try held.filter { key in try store.key(key.id).map { !key.isKey(of: $0) } ?? true }
        }
        // Where the store cannot be read they stay: no operation uses a key that is not the stored one.
        for key in replaced ?? [] where openKeys[key.id] === key { openKeys[key.id] = nil }
    }

    /// Thrown out of a transaction to undo it, with what was found out.
    private struct RolledBack: Error {
        let plan: Plan
    }

    private static func requireCurrent(_ plan: Plan, in store: any KeyStoreWriter) throws {
        let instance = try store.requireInstance()
        guard instance.id == plan.instance, instance.revision == plan.revision else {
            throw HierarchyError(
                .planOutdated, "The instance has changed since the plan was made, or is another one.",
                advice: "Make a new plan and read it.")
        }
    }

    private static func perform(
        _ change: Change,
        in store: any KeyStoreWriter,
        environment: ChangeEnvironment
    ) throws -> ChangeReport {
        // It may have waited long for its turn, and nobody want it any more.
        try environment.checkCancellation()
        let present = try store.requireInstance()
        let report = try change.perform(store, environment)
        // The change may have written the instance too, such as the number of the next database.
        var instance = try store.requireInstance()
        instance.revision = present.revision + 1
        try store.put(instance)
        try environment.checkCancellation()
        return report
    }

    private func withEnvironment<Result>(
        progress: (@Sendable (ChangeProgress) -> Void)?,
        _ body: (ChangeEnvironment) async throws -> Result
    ) async throws -> Result {
        let flag = CancellationFlag()
        let environment = ChangeEnvironment(
            now: hierarchy.options.now(), random: hierarchy.options.random, cancellation: flag, progress: progress)
        return try await withTaskCancellationHandler {
            try await body(environment)
        } onCancel: {
            flag.set()
        }
    }
}
