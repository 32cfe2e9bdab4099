import KeyCryptography
public import KeyHierarchy

extension Session {
    /// Backs up a symmetric key: `BACKUP SYMMETRIC KEY`. It must be open in this session.
    ///
    /// The backup has the key itself, its name and the identity that messages name it by; not its encryptions. The backup of a
    /// key from `KEY_SOURCE` is not noted: the store knows backups by their fingerprints, and such a key has none.
    ///
    /// - Parameters:
    ///   - name: The name of the key, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places. A backup that stays on its own machine is none.
    ///   - passwords: The passwords that open it, any one of them; each must satisfy the policy.
    ///   - derivation: How much work stands between a thief of the file and a password.
    /// - Returns: What the backup says, and where it is.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `noSuchKey`, `permissionDenied` (ALTER ANY SYMMETRIC KEY),
    ///   `noSuchDatabase`, `keyNotOpen`, `passwordRefused`, `unsupported` for a temporary key; ``BackupError`` with the code
    ///   `exists`, `mediumFailed`, `notVerified`, `passwordNotAdded` when there are too many passwords or two are the same.
    @discardableResult
    public func backUpSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under passwords: [BackupPassword],
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await audited(.backUpKey, .symmetricOrTemporaryKey(name, in: database)) {
            let (material, key) = try await symmetricKeyForBackup(name, in: database)
            try await requireAcceptable(passwords, for: database)
            return try await backUp(
                material, of: key.id,
                BackupFacts(
                    kind: .symmetricKey, server: try await hierarchy.serverName(), database: key.database.description,
                    name: key.name, guid: key.guid, algorithm: key.algorithm, created: hierarchy.options.now(),
                    fingerprint: key.fingerprint),
                to: BackupWriting(medium: medium, copies: copies), passwords: passwords, derivation: derivation)
        }
    }

    /// Backs up a symmetric key under one password, and otherwise as the operation above.
    ///
    /// - Parameters:
    ///   - name: The name of the key, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places.
    ///   - password: The password that opens it.
    ///   - derivation: How much work stands between a thief of the file and the password.
    /// - Returns: What the backup says, and where it is.
    /// - Throws: As ``backUpSymmetricKey(_:in:to:copies:under:derivation:)-(_,_,_,_,[BackupPassword],_)``.
    @discardableResult
    public func backUpSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under password: BackupPassword,
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await backUpSymmetricKey(
            name, in: database, to: medium, copies: copies, under: [password], derivation: derivation)
    }

    /// Restores a symmetric key from a backup: `RESTORE SYMMETRIC KEY`.
    ///
    /// The key has the identity that it had, so that it decrypts what it encrypted, and the new password alone opens it. It
    /// is not open afterwards. A present key of that name is replaced, with all its encryptions; the backup may be of a key
    /// with another name, or of another database.
    ///
    /// - Parameters:
    ///   - name: The name of the key to create or to replace.
    ///   - database: The database.
    ///   - medium: The backup.
    ///   - password: One of the backup's passwords.
    ///   - newPassword: The password that the key has from now on; it must satisfy the policy.
    ///   - label: What a person calls the new password.
    /// - Returns: What became of a key that was there: whether what it has encrypted can still be read, and what opens it
    ///   no longer.
    /// - Throws: ``BackupError`` as ``SealedBackup/open(password:)``, and `wrongKey`; ``/KeyHierarchy/HierarchyError`` with
    ///   the code `permissionDenied` (ALTER ANY SYMMETRIC KEY), `noSuchDatabase`, `invalidName`, `passwordRefused`,
    ///   `keyExists` when another key of the database has the identity, `keyInUse` when the present key encrypts one that
    ///   the restored key does not open, `unsupported` for the name of a temporary key.
    @discardableResult
    public func restoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        from medium: some BackupMedium,
        password: Password,
        newPassword: Password,
        label: String = KeyEncryption.defaultLabel
    ) async throws -> ChangeReport {
        try await audited(.restoreKey, .symmetricOrTemporaryKey(name, in: database)) {
            let (backup, material) = try await openSymmetricKeyBackup(name, in: database, medium, password: password)
            let report = try await restoreSymmetricKey(
                name, in: database, material, newPassword: newPassword, label: label)
            // The restore is committed: nothing that follows may make it look failed, or carry it out again.
            if let id = try? await symmetricKey(name, in: database).id {
                await noteProof(of: backup, at: medium, key: id)
            }
            return report
        }
    }

    /// Finds out what restoring a symmetric key would do.
    ///
    /// - Parameters:
    ///   - name: The name of the key to create or to replace.
    ///   - database: The database.
    ///   - medium: The backup.
    ///   - password: One of the backup's passwords.
    ///   - newPassword: The password that the key would have; it must satisfy the policy.
    ///   - label: What a person calls the new password.
    /// - Returns: A plan that holds the key of the backup: committing it needs neither the file nor the passwords.
    /// - Throws: As ``restoreSymmetricKey(_:in:from:password:newPassword:label:)``.
    public func planRestoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        from medium: some BackupMedium,
        password: Password,
        newPassword: Password,
        label: String = KeyEncryption.defaultLabel
    ) async throws -> Plan {
        let (_, material) = try await openSymmetricKeyBackup(name, in: database, medium, password: password)
        return try await planRestoreSymmetricKey(
            name, in: database, material, newPassword: newPassword, label: label)
    }

    private func openSymmetricKeyBackup(
        _ name: String,
        in database: DatabaseName,
        _ medium: some BackupMedium,
        password: Password
    ) async throws -> (OpenedBackup, NewKeyMaterial) {
        try await requireRestoringSymmetricKey(name, in: database)
        let backup = try await medium.sealedBackup().open(password: password)
        try backup.require(.symmetricKey)
        return (backup, try backup.symmetricKeyMaterial())
    }
}

extension OpenedBackup {
    /// The symmetric key in the backup, with the identity that messages name it by.
    ///
    /// - Throws: ``BackupError`` when another program made it.
    func symmetricKeyMaterial() throws(BackupError) -> NewKeyMaterial {
        // It does not say which key it is then: no message would be found to be its.
        guard let facts, let guid = facts.guid else { throw BackupError.noIdentity() }
        return NewKeyMaterial(
            guid: guid, algorithm: facts.algorithm, bytes: material, isFromPassphrase: facts.fingerprint == nil)
    }
}
