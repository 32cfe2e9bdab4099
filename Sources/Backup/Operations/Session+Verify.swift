public import KeyHierarchy

extension Session {
    /// Opens a backup, checks everything in it, says whether it still holds the key that the instance uses, and notes
    /// that it was verified.
    ///
    /// Nothing in the instance changes but that note, which also names the passwords of the backup; a store that is opened
    /// read-only goes without it. A backup that was made elsewhere and holds another key is none of this instance's, and is
    /// not noted; nor is one of a symmetric key from `KEY_SOURCE`, which has no fingerprint.
    ///
    /// - Parameters:
    ///   - medium: The backup.
    ///   - password: One of its passwords. Only this one is proved.
    /// - Returns: What was shown.
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``; ``/KeyHierarchy/HierarchyError`` with the code
    ///   `permissionDenied` (CONTROL SERVER, CONTROL on the database, or ALTER ANY SYMMETRIC KEY) or when the store fails. Without the permission,
    ///   use ``BackupMedium/verify(password:)``.
    public func verify(_ medium: some BackupMedium, password: Password) async throws -> BackupVerification {
        try requireNotClosed()
        let backup = try await medium.sealedBackup().open(password: password)
        let subject = BackupSubject(backup)
        guard let key = try await keyRecord(for: subject) else {
            return BackupVerification(backup, isCurrent: nil)
        }
        let isCurrent = subject.isCurrent(key)
        let known = try await hierarchy.store.read { try $0.backups(of: key.id) }
        let isOurs = isCurrent == true || known.contains { $0.fingerprint == backup.fingerprint }
        let isNoted = isOurs && hierarchy.options.maintainsStore
        let warnings = isNoted ? await noteProof(of: backup, at: medium, key: key.id) : []
        return BackupVerification(backup, isCurrent: isCurrent, warnings: warnings)
    }

    /// Notes that a backup of a key of this instance has just been opened.
    ///
    /// - Returns: A warning when it was not possible.
    @discardableResult
    func noteProof(
        of backup: OpenedBackup,
        at medium: some BackupMedium,
        key: KeyIdentifier
    ) async -> [BackupWarning] {
        guard let fingerprint = backup.fingerprint else { return [] }
        let place = medium.place
        // Whether it is a copy is known from when it was written here; elsewhere nobody knows.
        let known = try? await hierarchy.store.read { try $0.backups(of: key).first { $0.place == place } }
        return await noteIfPossible([
            BackupRecord(
                key: key, fingerprint: fingerprint, place: place, isCopy: known?.isCopy ?? false,
                verified: hierarchy.options.now(), passwords: backup.notedPasswords)
        ])
    }
}
