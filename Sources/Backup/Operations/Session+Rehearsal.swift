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
    /// - Parameters:
    ///   - database: The database.
    ///   - backup: The backup.
    ///   - newPassword: The password that the key gets.
    ///   - label: What the password is called, so that whoever rehearses knows it again.
    /// - Throws: ``BackupError/Code-swift.struct/wrongKey``; ``/KeyHierarchy/HierarchyError`` as restoring does.
    package func restoreMasterKey(
        of database: DatabaseName,
        from backup: OpenedBackup,
        newPassword: Password,
        label: String
    ) async throws {
        try backup.require(.databaseMasterKey)
        _ = try await restoreMasterKey(
            of: database, backup.material, newPassword: newPassword, label: label, tolerance: .none)
    }

    /// Makes the symmetric key of a backup.
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - database: The database.
    ///   - backup: The backup.
    ///   - newPassword: The password that the key gets.
    ///   - label: What the password is called, so that whoever rehearses knows it again.
    /// - Throws: ``BackupError/Code-swift.struct/wrongKey``; ``/KeyHierarchy/HierarchyError`` as restoring does.
    package func restoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        from backup: OpenedBackup,
        newPassword: Password,
        label: String
    ) async throws {
        try backup.require(.symmetricKey)
        _ = try await restoreSymmetricKey(
            name, in: database, try backup.symmetricKeyMaterial(), newPassword: newPassword, label: label)
    }
}
