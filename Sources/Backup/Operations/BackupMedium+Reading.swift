public import KeyHierarchy

extension BackupMedium {
    /// Reads the backup and checks its structure, without a password.
    ///
    /// - Throws: ``BackupError`` as ``SealedBackup/init(parsing:)``, and `missing`, `mediumFailed`.
    public func sealedBackup() async throws -> SealedBackup {
        try SealedBackup(parsing: try await read(limit: PEMDocument.maximumSize))
    }

    /// Says what the backup says about itself, without a password; nothing of it is certain.
    public func inspect() async throws -> BackupInspection {
        try await sealedBackup().inspection
    }

    /// Opens the backup, checks everything in it, and forgets the key again.
    ///
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``.
    public func verify(password: Password) async throws -> BackupVerification {
        BackupVerification(try await sealedBackup().open(password: password), isCurrent: nil)
    }
}
