extension Session {
    /// Adds the encryption by the service master key, so that the key opens by itself:
    /// `ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY`. One that is there is written again.
    ///
    /// - Parameter name: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `masterKeyClosed`,
    ///   `serviceMasterKeyUnreadable`.
    public func addServiceMasterKeyEncryption(toMasterKeyOf name: DatabaseName) async throws {
        try await audited(.addEncryption, .masterKey(of: name)) {
            let stored = try await storedMasterKey(of: name)
            let root = try await hierarchy.openServiceMasterKey(for: "encryption")
            let key = try await accessibleKey(stored)
            _ = try await commit(
                change(.addEncryption, stored) { store, environment in
                    try store.requireCurrent(root)
                    if let existing = stored.byServiceMasterKey { try store.removeEncryption(existing.id) }
                    let slot = try store.nextSlot(of: key.id)
                    try store.put([root.encryption(of: key, slot: slot, in: environment)])
                    return ChangeReport()
                })
        }
    }

    /// Adds a password: `ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD`.
    ///
    /// - Parameters:
    ///   - password: A password that satisfies the policy.
    ///   - label: What a person calls it: where it is kept, not what it is; at most 128 UTF-16 code units.
    ///   - name: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `passwordRefused`,
    ///   `masterKeyClosed`, `encryptionExists` when the key has this password already.
    public func addPassword(
        _ password: Password,
        label: String = KeyEncryption.defaultLabel,
        toMasterKeyOf name: DatabaseName
    ) async throws {
        try await audited(.addEncryption, .masterKey(of: name)) {
            let stored = try await storedMasterKey(of: name)
            try await requireAcceptable(password, label: label, for: name)
            let key = try await accessibleKey(stored)
            guard try await !hasPassword(password, stored) else { throw HierarchyError.passwordExists(name) }
            let seal = try await newSeal(password)
            _ = try await commit(
                change(.addEncryption, stored) { store, environment in
                    let slot = try store.nextSlot(of: key.id)
                    try store.put([seal.encryption(of: key, slot: slot, label: label, created: environment.now)])
                    return ChangeReport()
                })
        }
    }

    /// Drops the encryption by the service master key, so that the key must be opened with a password:
    /// `ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY`.
    ///
    /// - Parameter name: The database.
    /// - Returns: That the service master key no longer opens the key, and a warning when no password that is left ever did.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `masterKeyClosed`,
    ///   `wrongDecryptor` when there is no such encryption.
    @discardableResult
    public func dropServiceMasterKeyEncryption(fromMasterKeyOf name: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropEncryption, .masterKey(of: name)) {
            try await commit(try await prepareDropServiceMasterKeyEncryption(of: name))
        }
    }

    /// Finds out what ``dropServiceMasterKeyEncryption(fromMasterKeyOf:)`` would do.
    ///
    /// - Parameter name: The database.
    /// - Returns: A plan whose report says what needs a password from then on.
    /// - Throws: As ``dropServiceMasterKeyEncryption(fromMasterKeyOf:)``.
    public func planDropServiceMasterKeyEncryption(fromMasterKeyOf name: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDropServiceMasterKeyEncryption(of: name))
    }

    /// Drops a password: `ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD`. The last one stays.
    ///
    /// - Parameters:
    ///   - password: The password to drop. Another one must be left.
    ///   - name: The database.
    /// - Returns: Which password no longer opens the key, by its label, and a warning when none that is left ever did.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `masterKeyClosed`,
    ///   `wrongDecryptor` when no encryption has this password, `lastPassword`.
    @discardableResult
    public func dropPassword(
        _ password: Password,
        fromMasterKeyOf name: DatabaseName
    ) async throws -> ChangeReport {
        try await audited(.dropEncryption, .masterKey(of: name)) {
            try await commit(try await prepareDrop(of: password, fromMasterKeyOf: name))
        }
    }

    /// Finds out what ``dropPassword(_:fromMasterKeyOf:)`` would do.
    ///
    /// - Parameters:
    ///   - password: The password to drop.
    ///   - name: The database.
    /// - Returns: A plan whose report names the password by its label.
    /// - Throws: As ``dropPassword(_:fromMasterKeyOf:)``.
    public func planDropPassword(_ password: Password, fromMasterKeyOf name: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDrop(of: password, fromMasterKeyOf: name))
    }

    private func prepareDropServiceMasterKeyEncryption(of name: DatabaseName) async throws -> Change {
        let stored = try await storedMasterKey(of: name)
        guard let encryption = stored.byServiceMasterKey else {
            // Undocumented; 15313 says what is the matter: the key is not encrypted by that.
            throw HierarchyError.wrongDecryptor(
                "The master key of database \(name) has no encryption by the service master key.")
        }
        _ = try await accessibleKey(stored)
        return change(.dropEncryption, stored) { store, _ in
            try Self.drop(
                encryption, of: stored.record.id, in: store,
                consequence:
                    "The service master key no longer opens it: every session needs a password, and backups do "
                    + "too.")
        }
    }

    private func prepareDrop(of password: Password, fromMasterKeyOf name: DatabaseName) async throws -> Change {
        let stored = try await storedMasterKey(of: name)
        _ = try await accessibleKey(stored)
        guard let encryption = try await open(stored, with: password)?.encryption else {
            throw HierarchyError.wrongDecryptor("No password of the master key of database \(name) is this one.")
        }
        guard stored.passwords.count > 1 else { throw HierarchyError.lastPassword(name) }
        return change(.dropEncryption, stored) { store, _ in
            try Self.drop(
                encryption, of: stored.record.id, in: store,
                consequence: "The password labelled '\(encryption.label)' no longer opens it.")
        }
    }

    /// Removes an encryption of a master key, and says what no longer opens it, and what is left.
    private static func drop(
        _ encryption: KeyEncryption,
        of key: KeyIdentifier,
        in store: any KeyStoreWriter,
        consequence: String
    ) throws -> ChangeReport {
        try store.removeEncryption(encryption.id)
        let name = try store.fullName(of: key)
        var report = ChangeReport(
            noLongerOpens: [ChangeReport.Entry(key: key, name: name, consequence: consequence)])
        report.warn(aboutWhatIsLeft: try store.encryptions(of: key), of: key, name: name)
        return report
    }

    /// Frames a change to the encryptions of a master key: it must be the one that was read, and gets a new version.
    private func change(
        _ action: AuditEvent.Action,
        _ stored: StoredKey,
        _ body: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) -> Change {
        Change(action, masterKeyOf: stored.database.name) { store, environment in
            let present = try store.requireUnchanged(stored.record)
            let report = try body(store, environment)
            try store.touch(present, at: environment.now)
            return report
        }
    }
}
