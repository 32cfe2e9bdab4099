package import KeyHierarchy

// Restoring a backup that has been opened already, where nobody is to be asked and nothing to be noted: for rehearsals.
extension Session {
    /// Puts the key of a backup in the place of the service master key.
    ///
    /// - Throws: ``BackupError/Code-swift.struct/wrongKey``; ``/KeyHierarchy/HierarchyError`` as restoring does.
    package func restoreServiceMasterKey(from backup: OpenedBackup) async throws {
        try backup.require(.serviceMasterKey)
        _ = try await restoreServiceMasterKey(backup.material, tolerance: .none, progress: nil)
    }

    /// Puts the key of a backup in the place of the master key of a database.
    ///
    /// - Throws: ``BackupError/Code-swift.struct/wrongKey``; ``/KeyHierarchy/HierarchyError`` as restoring does.
    package func restoreMasterKey(
        of database: DatabaseName,
        from backup: OpenedBackup,
        newPassword: Password
    ) async throws {
        try backup.require(.databaseMasterKey)
        _ = try await restoreMasterKey(
            of: database, backup.material, newPassword: newPassword, label: "rehearsal", tolerance: .none)
    }

    /// Makes the symmetric key of a backup.
    ///
    /// - Throws: ``BackupError/Code-swift.struct/wrongKey``; ``/KeyHierarchy/HierarchyError`` as restoring does.
    package func restoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        from backup: OpenedBackup,
        newPassword: Password
    ) async throws {
        try backup.require(.symmetricKey)
        _ = try await restoreSymmetricKey(
            name, in: database, try backup.symmetricKeyMaterial(), newPassword: newPassword, label: "rehearsal")
    }
}
