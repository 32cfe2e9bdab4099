// How an operation gets at the master key of a database.
extension Session {
    /// Returns what is stored of a database's master key, or `nil` when it has none.
    ///
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `permissionDenied` (CONTROL on the database).
    func storedMasterKey(ifPresentIn name: DatabaseName) async throws -> (DatabaseRecord, StoredKey?) {
        try await require(.control(name), orThrow: .noMasterKey(name, denied: true))
        return try await hierarchy.store.read { store in
            // In one state: a database could be dropped, and another one of that name be made, between two.
            let database = try store.requireDatabase(name)
            return (database, try store.storedMasterKey(in: database))
        }
    }

    /// Returns what is stored of a database's master key, or `nil` when it has none, for an operation that has asked for
    /// what it takes.
    func storedMasterKey(in database: DatabaseRecord) async throws -> StoredKey? {
        try await hierarchy.store.read { try $0.storedMasterKey(in: database) }
    }

    /// Returns what is stored of a database's master key.
    ///
    /// - Throws: Also ``HierarchyError/Code-swift.struct/noMasterKey``.
    func storedMasterKey(of name: DatabaseName) async throws -> StoredKey {
        guard let stored = try await storedMasterKey(ifPresentIn: name).1 else {
            throw HierarchyError.noMasterKey(name)
        }
        return stored
    }

    /// Returns the master key, open in this session or opened by the service master key.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/masterKeyClosed`` when neither is the case.
    func accessibleKey(_ stored: StoredKey) async throws -> OpenKey {
        guard let key = try await accessibleKey(ifPossible: stored) else {
            throw HierarchyError.masterKeyClosed(stored.database.name)
        }
        return key
    }

    /// Returns the master key, or `nil` when it is neither open in this session nor opened by the service master key.
    func accessibleKey(ifPossible stored: StoredKey) async throws -> OpenKey? {
        if let key = openKey(stored.record.id) {
            if key.guid == stored.record.guid { return key }
            // Replaced by somebody else, either since it was opened here or since the record was read.
            guard try await hierarchy.store.read({ try $0.key(key.id)?.guid }) != key.guid else {
                throw HierarchyError.changedMeanwhile(stored.subject)
            }
            if openKey(key.id) === key { removeOpenKey(key.id) }
        }
        guard let encryption = stored.byServiceMasterKey, let root = try await readableServiceMasterKey() else {
            return nil
        }
        do {
            var opener = try root.opener()
            if let material = try opener.openIfAuthentic(encryption) {
                return try OpenKey(verifying: material, record: stored.record)
            }
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw Self.damaged(encryption, of: stored, cause: error)
        }
        // It is under the service master key of another instance, as after a move, or ours was replaced since it was read:
        // then force would give up what can be read.
        guard try await hierarchy.store.read({ try stored.isCurrent(in: $0) }) else {
            throw HierarchyError.changedMeanwhile(stored.subject)
        }
        return nil
    }

    /// Returns the present key of an operation that replaces it. To force one that is damaged is one that cannot be read:
    /// there would be no way out of it otherwise.
    func readable(
        _ tolerance: LossTolerance,
        _ open: () async throws -> OpenKey?
    ) async throws -> OpenKey? {
        do {
            return try await open()
        } catch let error as HierarchyError where error.code == .corrupted && tolerance == .force {
            return nil
        }
    }

    /// Whether a password opens the key. A damaged encryption opens for nobody, and is no reason not to add one.
    func hasPassword(_ password: Password, _ stored: StoredKey) async throws -> Bool {
        do {
            return try await open(stored, with: password) != nil
        } catch let error as HierarchyError where error.code == .corrupted {
            return false
        }
    }

    /// Tries a password on every encryption by password.
    ///
    /// - Returns: The key and the encryption that the password opened, or `nil`.
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when none opens and one is damaged: it may have been this
    ///   password's.
    func open(
        _ stored: StoredKey,
        with password: Password
    ) async throws -> (key: OpenKey, encryption: KeyEncryption)? {
        var damaged: HierarchyError?
        for encryption in stored.passwords {
            do {
                guard let material = try await PasswordSeal.open(encryption, with: password) else { continue }
                return (try OpenKey(verifying: material, record: stored.record), encryption)
            } catch let error as CryptographyError where error.code != .libraryFailure {
                damaged = damaged ?? Self.damaged(encryption, of: stored, cause: error)
            }
        }
        if let damaged { throw damaged }
        return nil
    }

    static func damaged(
        _ encryption: KeyEncryption,
        of stored: StoredKey,
        cause: CryptographyError
    ) -> HierarchyError {
        HierarchyError.corrupted(
            "Encryption \(encryption.id.slot) of the \(stored.subject) cannot be used.", cause: cause)
    }

    /// Returns what an operation fails with that cannot use an encryption: a conflict when others have replaced it since it was
    /// read, as those do who replace the key above it.
    func unusable(
        _ encryption: KeyEncryption,
        of stored: StoredKey,
        cause: CryptographyError
    ) async throws -> HierarchyError {
        guard !stored.isTemporary, try await !hierarchy.store.read({ try stored.isCurrent(in: $0) }) else {
            return Self.damaged(encryption, of: stored, cause: cause)
        }
        return .changedMeanwhile(stored.subject)
    }

    /// Notes that an encryption has just opened its key. It is a note, not a change: no revision goes up, and where the
    /// store cannot be written the key is open all the same.
    func noteProof(of encryption: KeyEncryption) async {
        let now = hierarchy.options.now()
        guard hierarchy.options.maintainsStore, encryption.isProofDue(at: now) else { return }
        _ = try? await hierarchy.store.write { try $0.noteProof(of: encryption, at: now) }
    }
}

extension KeyStoreReader {
    /// Returns what is stored of a database's master key, or `nil` when it has none.
    fileprivate func storedMasterKey(in database: DatabaseRecord) throws -> Session.StoredKey? {
        try stored(.databaseMasterKey(of: database.id), in: database)
    }
}
