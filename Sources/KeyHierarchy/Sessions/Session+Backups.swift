// What the Backup module needs of a session: the key that goes into a file, and a key that comes out of one.
extension Session {
    /// Returns the service master key, for a backup.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `serviceMasterKeyUnreadable`.
    package func serviceMasterKeyForBackup() async throws -> OpenKey {
        try await require(.controlServer)
        return try await hierarchy.openServiceMasterKey()
    }

    /// Returns the master key of a database, for a backup, and the name of the database in its own spelling.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `masterKeyClosed`.
    package func masterKeyForBackup(of name: DatabaseName) async throws -> (key: OpenKey, database: DatabaseName) {
        let stored = try await storedMasterKey(of: name)
        return (try await accessibleKey(stored), stored.database.name)
    }

    /// Whether a database has a master key that is closed: neither open in this session nor opened by the service master key.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`.
    package func isMasterKeyClosed(of name: DatabaseName) async throws -> Bool {
        guard let stored = try await storedMasterKey(ifPresentIn: name).1 else { return false }
        return try await readable(.force) { try await accessibleKey(ifPossible: stored) } == nil
    }

    /// Notes that the service master key has just opened the master key of a database, unless a password had.
    package func noteServiceMasterKeyProof(of name: DatabaseName) async {
        guard let stored = try? await storedMasterKey(of: name), openKey(stored.record.id) == nil,
            let encryption = stored.byServiceMasterKey
        else { return }
        await noteProof(of: encryption)
    }

    /// Notes that backups were opened with success.
    package func note(_ backups: [BackupRecord]) async throws {
        try await hierarchy.store.write { store in
            for backup in backups { try store.put(backup) }
        }
    }

    /// Puts key material from a backup in the place of the service master key.
    package func restoreServiceMasterKey(
        _ material: SharedSecret,
        tolerance: LossTolerance,
        progress: (@Sendable (ChangeProgress) -> Void)?
    ) async throws -> ChangeReport {
        try await commit(
            try await prepareRestore(serviceMasterKey: material, tolerance: tolerance), progress: progress)
    }

    /// Finds out what restoring the service master key would do.
    package func planRestoreServiceMasterKey(_ material: SharedSecret, tolerance: LossTolerance) async throws -> Plan {
        try await plan(try await prepareRestore(serviceMasterKey: material, tolerance: tolerance))
    }

    /// Puts key material from a backup in the place of the master key of a database, or where there is none.
    package func restoreMasterKey(
        of name: DatabaseName,
        _ material: SharedSecret,
        newPassword: Password,
        label: String,
        tolerance: LossTolerance
    ) async throws -> ChangeReport {
        try await commit(
            try await prepareRestore(
                masterKeyOf: name, material, newPassword: newPassword, label: label, tolerance: tolerance))
    }

    /// Finds out what restoring the master key of a database would do.
    package func planRestoreMasterKey(
        of name: DatabaseName,
        _ material: SharedSecret,
        newPassword: Password,
        label: String,
        tolerance: LossTolerance
    ) async throws -> Plan {
        try await plan(
            try await prepareRestore(
                masterKeyOf: name, material, newPassword: newPassword, label: label, tolerance: tolerance))
    }

    private func prepareRestore(
        masterKeyOf name: DatabaseName,
        _ material: SharedSecret,
        newPassword: Password,
        label: String,
        tolerance: LossTolerance
    ) async throws -> Change {
        let (database, stored) = try await storedMasterKey(ifPresentIn: name)
        try await requireAcceptable(newPassword, label: label, for: name)
        let seal = try await newSeal(newPassword)
        let id = KeyIdentifier.databaseMasterKey(of: database.id)
        guard let stored else {
            return MasterKeyRestoration.create(
                try OpenKey(restored: material, as: id, random: hierarchy.options.random), in: database, seal: seal,
                label: label)
        }
        let new = try OpenKey(restored: material, as: id, random: hierarchy.options.random)
        if stored.record.fingerprint == new.fingerprint {
            let known = try await hasPassword(newPassword, stored)
            let same = try OpenKey(verifying: material, record: stored.record)
            return MasterKeyRestoration.keep(stored, key: same, adding: known ? nil : seal, label: label)
        }
        let replacement = MasterKeyReplacement(
            stored: stored,
            old: try await readable(tolerance) { try await accessibleKey(ifPossible: stored) }, new: new,
            root: try await readable(tolerance) { try await readableServiceMasterKey() }, seal: seal, label: label,
            tolerance: tolerance)
        return replacement.change(.restoreMasterKey)
    }
}
