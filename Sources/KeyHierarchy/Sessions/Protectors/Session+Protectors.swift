extension Session {
    /// Returns what protects the keys of the instance, or of one database: by the numbers of databases, keys and slots.
    ///
    /// Keys that the principal may not change are left out, as catalog views leave them out. Credentials and passwords of
    /// linked servers are not among them: each lies under one key.
    ///
    /// - Parameter database: The database; `nil` for all, of which everything is read into memory.
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `sessionClosed`, `corrupted`.
    public func protectors(in database: DatabaseName? = nil) async throws -> [KeyProtector] {
        try requireNotClosed()
        let standard = hierarchy.options.passwordDerivation
        let all = try await hierarchy.store.read { store in
            try store.databases(database).flatMap { database in
                try store.keys(in: database.id).flatMap { record -> [KeyProtector] in
                    guard let key = NamedKey(record, in: database.name) else { return [] }
                    return try store.protectors(of: record.id, named: key, standard: standard)
                }
            }
        }
        var granted: [Permission: Bool] = [:]
        var visible: [KeyProtector] = []
        for protector in all {
            let permission = protector.key.permission
            if granted[permission] == nil { granted[permission] = try await isGranted(permission) }
            if granted[permission] == true { visible.append(protector) }
        }
        return visible
    }

    /// Returns what protects a key, by slot.
    ///
    /// - Parameter key: The key. One without protectors, such as a certificate without a private key, has none here.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (as for `ALTER` of the key), `noSuchDatabase`,
    ///   `noMasterKey`, `noSuchKey`, `databaseEncryption`, `corrupted`, `unsupported` for a temporary key.
    public func protectors(of key: NamedKey) async throws -> [KeyProtector] {
        try requireNotClosed()
        let id = try await stored(key).record.id
        let standard = hierarchy.options.passwordDerivation
        return try await hierarchy.store.read { try $0.protectors(of: id, named: key, standard: standard) }
    }

    /// Returns what is known of the backups of a key, the latest first.
    ///
    /// - Parameter key: The key.
    /// - Throws: As ``protectors(of:)``.
    public func backups(of key: NamedKey) async throws -> [BackupRecord] {
        try requireNotClosed()
        let id = try await stored(key).record.id
        return try await hierarchy.store.read { try $0.backups(of: id) }
    }

    /// Tries one protector of a key, without changing anything, and notes when it last worked: at once, where opening a key
    /// notes it once an hour.
    ///
    /// Only this protector is tried, whatever else opens the key. The note is made also where
    /// ``EncryptionHierarchy/Options/maintainsStore`` is off; a store that is opened read-only goes without it.
    ///
    /// - Parameters:
    ///   - selection: Which protector.
    ///   - key: The key. A symmetric key that protects another one must be open in this session.
    ///   - password: The password, when the protector is one, or is a certificate or asymmetric key whose private key has one.
    /// - Returns: The protector, with the time of the proof if that could be noted.
    /// - Throws: ``HierarchyError`` with the code `wrongDecryptor` when there is no such protector, the password is another one
    ///   or missing, or the encryption is of another service master key; `rootProtectorFailed` when a root protector was not
    ///   given or does not open the key; `permissionDenied` (as for `ALTER` of the key), `noSuchDatabase`, `noMasterKey`,
    ///   `noSuchKey`, `databaseEncryption`, `serviceMasterKeyUnreadable`, `masterKeyClosed`, `keyNotOpen`, `noPrivateKey`,
    ///   `privateKeyPassword`, `corrupted`, `unsupported` for a temporary key.
    @discardableResult
    public func checkProtector(
        _ selection: ProtectorSelection,
        of key: NamedKey,
        password: Password? = nil
    ) async throws -> KeyProtector {
        try await audited(.checkProtector, key) {
            let stored = try await stored(key)
            let encryption = try stored.encryptions.encryption(selection, of: key)
            try await prove(encryption, of: stored, named: key, password: password)
            let now = hierarchy.options.now()
            // A note, not a change: without it the protector works all the same.
            let noted = try? await hierarchy.store.write { store in
                try store.noteProof(of: encryption, at: now)
            }
            let name = try await hierarchy.store.read { try $0.name(of: encryption) }
            return KeyProtector(
                noted.flatMap { $0 } ?? encryption, of: key, name: name, standard: hierarchy.options.passwordDerivation)
        }
    }

    private func isGranted(_ permission: Permission) async throws -> Bool {
        do {
            try await require(permission)
            return true
        } catch let error as HierarchyError where error.code == .permissionDenied && error.cause == nil {
            return false
        }
    }
}

extension KeyStoreReader {
    /// The database of that name, or all.
    fileprivate func databases(_ name: DatabaseName?) throws -> [DatabaseRecord] {
        if let name { return [try requireDatabase(name)] }
        return try allDatabases()
    }

    fileprivate func protectors(
        of id: KeyIdentifier,
        named key: NamedKey,
        standard: PasswordDerivation
    ) throws -> [KeyProtector] {
        try encryptions(of: id).map { encryption in
            KeyProtector(encryption, of: key, name: try name(of: encryption), standard: standard)
        }
    }

    /// What opens an encryption, by name.
    func name(of encryption: KeyEncryption) throws -> String {
        switch encryption.protector {
        case .root(let name): name.rawValue
        case .password: encryption.nameOfPassword
        case .key(let id): try name(of: id)
        }
    }
}
