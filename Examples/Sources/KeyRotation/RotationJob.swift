public import Backup
public import Foundation
public import KeyHierarchy

/// Replaces the master keys of databases that have grown old, and backs the new ones up: what a team runs every night.
///
/// It stands in these examples for code that is not ours: its tests show what `KeyHierarchyTesting` is for.
///
/// A run does what is left to do, so one that was interrupted is completed by the next. No key is replaced when that would
/// lose anything.
public struct RotationJob: Sendable {
    /// How old a key may grow, in seconds, counted from when it was last changed.
    public var maximumAge: TimeInterval
    /// What is done about failures that may pass.
    public var retries = RetryPolicy()
    /// How much work stands between a thief of a backup and its password.
    public var derivation = BackupDerivation.standard

    private let session: Session
    private let vault: any PasswordVault
    private let medium: @Sendable (DatabaseName, KeyFingerprint) -> any BackupMedium

    /// Creates a job.
    ///
    /// - Parameters:
    ///   - session: Who does it: a principal with CONTROL on the databases.
    ///   - maximumAge: How old a key may grow, in seconds.
    ///   - vault: Where the passwords are.
    ///   - medium: Where the backup of a key goes.
    public init(
        session: Session,
        maximumAge: TimeInterval,
        vault: any PasswordVault,
        medium: @escaping @Sendable (DatabaseName, KeyFingerprint) -> any BackupMedium
    ) {
        self.session = session
        self.maximumAge = maximumAge
        self.vault = vault
        self.medium = medium
    }

    /// Visits all databases. A failure in one keeps no other from its turn.
    ///
    /// - Throws: `CancellationError`, before a commit and not after; what listing the databases throws.
    public func run() async throws -> [RotationOutcome] {
        var outcomes: [RotationOutcome] = []
        for database in try await allDatabases() {
            try Task.checkCancellation()
            guard let key = try await session.masterKey(of: database) else { continue }
            outcomes.append(try await rotateIfDue(key))
        }
        return outcomes
    }

    private func rotateIfDue(_ key: DatabaseMasterKey) async throws -> RotationOutcome {
        var outcome = RotationOutcome(database: key.database)
        do {
            outcome.isRotated = try await replaceIfDue(key)
            outcome.isBackedUp = try await backUpIfNeeded(key.database)
        } catch let error as CancellationError {
            throw error
        } catch {
            outcome.failure = error
        }
        return outcome
    }

    /// Replaces the key, unless it is young.
    ///
    /// - Returns: Whether this run has replaced it.
    private func replaceIfDue(_ old: DatabaseMasterKey) async throws -> Bool {
        let age = session.hierarchy.options.now().timeIntervalSince(old.modified)
        guard age > maximumAge else { return false }
        let password = try await vault.masterKeyPassword(of: old.database)
        return try await retries.run {
            // An attempt that was reported as failed may have been committed, or somebody else has done the work.
            guard try await session.masterKey(of: old.database)?.guid == old.guid else { return true }
            let plan = try await session.planRegenerateMasterKey(
                of: old.database, password: password, label: "password of the vault")
            guard plan.report.losesNothing else { throw RotationRefused(plan.report) }
            try await session.commit(plan)
            return true
        }
    }

    /// Backs the key up, unless there is a backup of this very one.
    ///
    /// - Returns: Whether this run has backed it up.
    private func backUpIfNeeded(_ database: DatabaseName) async throws -> Bool {
        guard let key = try await session.masterKey(of: database),
            !key.backups.contains(where: { $0.fingerprint == key.fingerprint })
        else { return false }
        let password = BackupPassword(try await vault.backupPassword(of: database), label: "backups, in the vault")
        try await session.backUpMasterKey(
            of: database, to: medium(database, key.fingerprint), under: [password], derivation: derivation)
        return true
    }

    private func allDatabases() async throws -> [DatabaseName] {
        var databases: [DatabaseRecord] = []
        while case let page = try await session.databases(after: databases.last?.id), !page.isEmpty {
            databases += page
        }
        return databases.map(\.name)
    }
}
