// How an operation gets at the master key of a database.
extension Session {
    /// What is stored of a master key.
    struct StoredMasterKey: Sendable {
        let database: DatabaseRecord
        let record: KeyRecord
        let encryptions: [KeyEncryption]

        var passwords: [KeyEncryption] {
            encryptions.filter { $0.protector == .password }
        }

        var byServiceMasterKey: KeyEncryption? {
            encryptions.first { $0.protector == .key(.serviceMasterKey) }
        }
    }

    /// Returns what is stored of a database's master key, or `nil` when it has none.
    ///
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `permissionDenied` (CONTROL on the database).
    func storedMasterKey(ifPresentIn name: DatabaseName) async throws -> (DatabaseRecord, StoredMasterKey?) {
        try await require(.control(name), orThrow: .noMasterKey(name, denied: true))
        return try await hierarchy.store.read { store in
            let database = try store.requireDatabase(name)
            let id = KeyIdentifier.databaseMasterKey(of: database.id)
            guard let record = try store.key(id) else { return (database, nil) }
            let encryptions = try store.encryptions(of: id)
            return (database, StoredMasterKey(database: database, record: record, encryptions: encryptions))
        }
    }

    /// Returns what is stored of a database's master key.
    ///
    /// - Throws: Also ``HierarchyError/Code-swift.struct/noMasterKey``.
    func storedMasterKey(of name: DatabaseName) async throws -> StoredMasterKey {
        guard let stored = try await storedMasterKey(ifPresentIn: name).1 else {
            throw HierarchyError.noMasterKey(name)
        }
        return stored
    }

    /// Returns the master key, open in this session or opened by the service master key.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/masterKeyClosed`` when neither is the case.
    func accessibleKey(_ stored: StoredMasterKey) async throws -> OpenKey {
        guard let key = try await accessibleKey(ifPossible: stored) else {
            throw HierarchyError.masterKeyClosed(stored.database.name)
        }
        return key
    }

    /// Returns the master key, or `nil` when it is neither open in this session nor opened by the service master key.
    func accessibleKey(ifPossible stored: StoredMasterKey) async throws -> OpenKey? {
        if let key = openKey(stored.record.id) {
            if key.guid == stored.record.guid { return key }
            // Replaced by somebody else since it was opened here: what this session holds is another key.
            removeOpenKey(stored.record.id)
        }
        guard let encryption = stored.byServiceMasterKey, let root = try await readableServiceMasterKey() else {
            return nil
        }
        // It does not open when it is under the service master key of another instance, as after a move.
        guard let material = try root.opener().openIfAuthentic(encryption) else { return nil }
        return try OpenKey(verifying: material, record: stored.record)
    }

    /// Tries a password on every encryption by password.
    ///
    /// - Returns: The key and the encryption that the password opened, or `nil`.
    func open(
        _ stored: StoredMasterKey,
        with password: Password
    ) async throws -> (key: OpenKey, encryption: KeyEncryption)? {
        for encryption in stored.passwords {
            let material: SharedSecret?
            do {
                material = try await PasswordSeal.open(encryption, with: password)
            } catch let error as CryptographyError {
                throw HierarchyError.corrupted(
                    "Encryption \(encryption.id.slot) of the master key of database \(stored.database.name) cannot be "
                        + "used.",
                    cause: error)
            }
            if let material {
                return (try OpenKey(verifying: material, record: stored.record), encryption)
            }
        }
        return nil
    }

    /// Notes that an encryption has just opened its key. It is a note, not a change: no revision goes up, and where the
    /// store cannot be written the key is open all the same.
    func noteProof(of encryption: KeyEncryption) async {
        guard hierarchy.options.maintainsStore else { return }
        let now = hierarchy.options.now()
        try? await hierarchy.store.write { store in
            let present = try store.encryptions(of: encryption.id.key).first { $0.id == encryption.id }
            guard var present, present.sealed == encryption.sealed else { return }
            present.lastProved = now
            try store.put([present])
        }
    }
}
