public import KeyHierarchy

extension Session {
    /// Opens a backup, checks everything in it, says whether it still holds the key that the instance uses, and notes
    /// that it was verified.
    ///
    /// Nothing in the instance changes but that note, and a read-only store goes without it.
    ///
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``; ``KeyHierarchy/HierarchyError`` when the store
    ///   fails.
    public func verify(_ medium: some BackupMedium, password: Password) async throws -> BackupVerification {
        let backup = try await medium.sealedBackup().open(password: password)
        guard let key = try await keyRecord(for: backup) else {
            return BackupVerification(backup, isCurrent: nil)
        }
        if hierarchy.options.maintainsStore {
            let known = try await hierarchy.store.read { try $0.backups(of: key.id) }
            try await note([
                BackupRecord(
                    key: key.id, fingerprint: backup.fingerprint, place: medium.place,
                    isCopy: known.first { $0.place == medium.place }?.isCopy ?? false, verified: hierarchy.options.now()
                )
            ])
        }
        return BackupVerification(backup, isCurrent: key.fingerprint == backup.fingerprint)
    }

    /// Returns the record of the key that a backup is of, if the instance has one.
    ///
    /// A backup of another program does not say. If its key is the service master key, it is that.
    private func keyRecord(for backup: OpenedBackup) async throws -> KeyRecord? {
        let facts = backup.facts
        let database = try facts?.database.map { try DatabaseName($0) }
        return try await hierarchy.store.read { store in
            switch facts?.kind {
            case .serviceMasterKey:
                return try store.key(.serviceMasterKey)
            case .databaseMasterKey:
                guard let database, let id = try store.database(named: database)?.id else { return nil }
                return try store.key(.databaseMasterKey(of: id))
            case nil:
                let root = try store.key(.serviceMasterKey)
                return root?.fingerprint == backup.fingerprint ? root : nil
            }
        }
    }
}
