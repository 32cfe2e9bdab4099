public import KeyHierarchy

extension Session {
    /// Restores the service master key from a backup: `RESTORE SERVICE MASTER KEY [FORCE]`.
    ///
    /// Everything under the present service master key is encrypted again under the restored one, which is then
    /// protected by the root protectors of this machine. When the backup holds the key that is in use, nothing is
    /// encrypted again; that also mends an instance whose root protectors no longer open its key.
    ///
    /// - Parameters:
    ///   - medium: The backup.
    ///   - password: One of its passwords.
    ///   - tolerance: What to do about secrets that neither key opens, and when the present key cannot be read.
    ///   - progress: Called as the work goes on, on another thread.
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``, and `wrongKey`; ``/KeyHierarchy/HierarchyError``
    ///   with the code `permissionDenied` (CONTROL SERVER), `oldKeyUnreadable`, `dependentUnreadable`,
    ///   `rootProtectorFailed`; `CancellationError`.
    @discardableResult
    public func restoreServiceMasterKey(
        from medium: some BackupMedium,
        password: Password,
        tolerance: LossTolerance = .none,
        progress: (@Sendable (ChangeProgress) -> Void)? = nil
    ) async throws -> ChangeReport {
        try await audited(.restoreServiceMasterKey, .serviceMasterKey) {
            let backup = try await openServiceMasterKeyBackup(medium, password: password)
            let report = try await restoreServiceMasterKey(
                backup.material, tolerance: tolerance, progress: progress)
            await noteProof(of: backup, at: medium, key: .serviceMasterKey)
            return report
        }
    }

    /// Finds out what restoring the service master key would do.
    ///
    /// - Parameters:
    ///   - medium: The backup.
    ///   - password: One of its passwords.
    ///   - tolerance: What to do about secrets that neither key opens, and when the present key cannot be read.
    /// - Returns: A plan that holds the key of the backup: committing it needs neither the file nor the password.
    /// - Throws: As ``restoreServiceMasterKey(from:password:tolerance:progress:)``.
    public func planRestoreServiceMasterKey(
        from medium: some BackupMedium,
        password: Password,
        tolerance: LossTolerance = .none
    ) async throws -> Plan {
        let backup = try await openServiceMasterKeyBackup(medium, password: password)
        return try await planRestoreServiceMasterKey(backup.material, tolerance: tolerance)
    }

    /// Restores the master key of a database from a backup: `RESTORE MASTER KEY [FORCE]`.
    ///
    /// In a database without a master key the restored one gets the new password alone; add the encryption by the
    /// service master key where it should open by itself. A present key is replaced: everything under it is encrypted
    /// again, the new password takes the place of all others, and the encryption by the service master key stays where
    /// it was. When the backup holds the very key of the database, the new password is added and nothing is taken away.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - medium: The backup.
    ///   - password: One of the backup's passwords.
    ///   - newPassword: The password that the key has in the database from now on; it must satisfy the policy.
    ///   - label: What a person calls the new password.
    ///   - tolerance: What to do about secrets that neither key opens, and when the present key cannot be read.
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``, and `wrongKey`; ``/KeyHierarchy/HierarchyError``
    ///   with the code `permissionDenied`, `noSuchDatabase`, `passwordRefused`, `oldKeyUnreadable`,
    ///   `dependentUnreadable`.
    @discardableResult
    public func restoreMasterKey(
        of database: DatabaseName,
        from medium: some BackupMedium,
        password: Password,
        newPassword: Password,
        label: String = KeyEncryption.defaultLabel,
        tolerance: LossTolerance = .none
    ) async throws -> ChangeReport {
        try await audited(.restoreMasterKey, .masterKey(of: database)) {
            let backup = try await openMasterKeyBackup(of: database, medium, password: password)
            let report = try await restoreMasterKey(
                of: database, backup.material, newPassword: newPassword, label: label, tolerance: tolerance)
            // The restore is committed: nothing that follows may make it look failed, or carry it out again.
            let id = try? await hierarchy.store.read { try $0.database(named: database)?.id }
            if let id { await noteProof(of: backup, at: medium, key: .databaseMasterKey(of: id)) }
            return report
        }
    }

    /// Finds out what restoring the master key of a database would do.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - medium: The backup.
    ///   - password: One of the backup's passwords.
    ///   - newPassword: The password that the key would have in the database; it must satisfy the policy.
    ///   - label: What a person calls the new password.
    ///   - tolerance: What to do about secrets that neither key opens, and when the present key cannot be read.
    /// - Returns: A plan that holds the key of the backup: committing it needs neither the file nor the passwords.
    /// - Throws: As ``restoreMasterKey(of:from:password:newPassword:label:tolerance:)``.
    public func planRestoreMasterKey(
        of database: DatabaseName,
        from medium: some BackupMedium,
        password: Password,
        newPassword: Password,
        label: String = KeyEncryption.defaultLabel,
        tolerance: LossTolerance = .none
    ) async throws -> Plan {
        let backup = try await openMasterKeyBackup(of: database, medium, password: password)
        return try await planRestoreMasterKey(
            of: database, backup.material, newPassword: newPassword, label: label, tolerance: tolerance)
    }

    private func openServiceMasterKeyBackup(
        _ medium: some BackupMedium,
        password: Password
    ) async throws -> OpenedBackup {
        // First of all: who may not restore may not have files read and passwords tried in the server's name either.
        try await require(.controlServer)
        let backup = try await medium.sealedBackup().open(password: password)
        try backup.require(.serviceMasterKey)
        return backup
    }

    private func openMasterKeyBackup(
        of database: DatabaseName,
        _ medium: some BackupMedium,
        password: Password
    ) async throws -> OpenedBackup {
        try await require(.control(database), orThrow: .noMasterKey(database, denied: true))
        let backup = try await medium.sealedBackup().open(password: password)
        try backup.require(.databaseMasterKey)
        return backup
    }
}
