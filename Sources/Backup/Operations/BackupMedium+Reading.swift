public import KeyHierarchy

extension BackupMedium {
    /// Reads the backup and checks its structure, without a password.
    ///
    /// - Throws: ``BackupError`` as ``SealedBackup/init(parsing:)``, and `missing`, `mediumFailed`.
    public func sealedBackup() async throws -> SealedBackup {
        try SealedBackup(parsing: try await read(limit: PEMDocument.maximumSize))
    }

    /// Says what the backup says about itself, without a password; nothing of it is certain.
    ///
    /// - Throws: As ``sealedBackup()``.
    public func inspect() async throws -> BackupInspection {
        try await sealedBackup().inspection
    }

    /// Opens the backup, checks everything in it, and forgets the key again.
    ///
    /// - Parameter password: One of its passwords.
    /// - Returns: What was shown; ``BackupVerification/isCurrent`` is `nil`, since no instance was asked.
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``.
    public func verify(password: Password) async throws -> BackupVerification {
        BackupVerification(try await sealedBackup().open(password: password), isCurrent: nil)
    }
}
