extension Session {
    /// Gives a password of a key another label. Slot and password stay; the key is wrapped again, with a new salt, because the
    /// label is bound into the encryption. The derivation stays as it is.
    ///
    /// - Parameters:
    ///   - selection: Which password.
    ///   - key: The key.
    ///   - password: The password itself. No policy is asked: it is set already.
    ///   - label: What a person calls it from now on: where it is kept, not what it is; at most 128 UTF-16 code units.
    /// - Returns: The protector as it is now.
    /// - Throws: ``HierarchyError`` with the code `wrongDecryptor` when there is no such password, or it is another one;
    ///   `invalidName` for a longer label, `passwordRefused` for one that contains the password; `permissionDenied` (as for
    ///   `ALTER` of the key), `noSuchDatabase`, `noMasterKey`, `noSuchKey`, `corrupted`, `unsupported` for a temporary key.
    @discardableResult
    public func renamePassword(
        _ selection: ProtectorSelection,
        of key: NamedKey,
        password: Password,
        to label: String
    ) async throws -> KeyProtector {
        try await audited(.renameProtector, key) {
            try password.requireLabel(label)
            let stored = try await stored(key)
            let encryption = try stored.encryptions.encryption(selection, of: key)
            let secret = try await secret(in: encryption, of: stored, named: key, password: password)
            return try await wrap(
                secret, again: encryption, of: stored, named: key, password: password, label: label,
                derivation: encryption.derivation ?? hierarchy.options.passwordDerivation, action: .renameProtector)
        }
    }

    /// Wraps a key under one of its passwords again, when the derivation of that is below the one that
    /// ``EncryptionHierarchy/Options/passwordDerivation`` asks for today. Slot, password and label stay.
    ///
    /// - Parameters:
    ///   - selection: Which password.
    ///   - key: The key.
    ///   - password: The password itself. No policy is asked: it is set already.
    /// - Returns: The protector as it is now; `nil` when nothing had to be done. The password was right in either case.
    /// - Throws: As ``renamePassword(_:of:password:to:)``, `invalidName` and `passwordRefused` excepted.
    @discardableResult
    public func upgradePassword(
        _ selection: ProtectorSelection,
        of key: NamedKey,
        password: Password
    ) async throws -> KeyProtector? {
        try await audited(.upgradeProtector, key) {
            let stored = try await stored(key)
            let encryption = try stored.encryptions.encryption(selection, of: key)
            let secret = try await secret(in: encryption, of: stored, named: key, password: password)
            return try await upgrade(encryption, secret, of: stored, named: key, password: password)
        }
    }

    /// Wraps every key again that has this password under a derivation below today's. Keys that it does not open, and those
    /// that the principal may not change, stay as they are.
    ///
    /// Each such encryption costs a derivation, whether it is this password's or not.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - database: The database whose keys are tried; `nil` for all.
    /// - Returns: The protectors that were upgraded, as they are now. Each is a change of its own: when this throws, those
    ///   before it have been carried out.
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `sessionClosed`; what the store throws.
    @discardableResult
    public func upgradePasswords(_ password: Password, in database: DatabaseName? = nil) async throws -> [KeyProtector]
    {
        var upgraded: [KeyProtector] = []
        for protector in try await protectors(in: database) where protector.isBelowStandard {
            do {
                // Tried before the operation begins: the audit is not to be told of passwords that are simply others.
                let stored = try await stored(protector.key)
                let encryption = try stored.encryptions.encryption(.slot(protector.slot), of: protector.key)
                _ = try await secret(in: encryption, of: stored, named: protector.key, password: password)
            } catch let error as HierarchyError where [.wrongDecryptor, .corrupted].contains(error.code) {
                continue
            }
            let done = try await upgradePassword(.slot(protector.slot), of: protector.key, password: password)
            if let done { upgraded.append(done) }
        }
        return upgraded
    }

    private func upgrade(
        _ encryption: KeyEncryption,
        _ secret: SharedSecret,
        of stored: StoredKey,
        named key: NamedKey,
        password: Password
    ) async throws -> KeyProtector? {
        let standard = hierarchy.options.passwordDerivation
        guard encryption.derivation?.isBelow(standard) == true else { return nil }
        return try await wrap(
            secret, again: encryption, of: stored, named: key, password: password, label: encryption.label,
            derivation: standard, action: .upgradeProtector)
    }

    /// Puts a new encryption under the same password in the place of an old one, after it was opened.
    private func wrap(
        _ secret: SharedSecret,
        again old: KeyEncryption,
        of stored: StoredKey,
        named key: NamedKey,
        password: Password,
        label: String,
        derivation: PasswordDerivation,
        action: AuditEvent.Action
    ) async throws -> KeyProtector {
        let seal = try await PasswordSeal.new(password, derivation: derivation, random: hierarchy.options.random)
        var new = KeyEncryption(id: old.id, protector: .password, label: label, created: old.created)
        try seal.seal(secret.bytes, into: &new)
        // With nothing but the password, as whoever needs the key will: it takes the place of one that is known to open.
        guard let opened = try await PasswordSeal.open(new, with: password), opened.bytes == secret.bytes else {
            throw HierarchyError.corrupted(
                "What was wrapped again does not open with its password. Nothing was changed.")
        }
        new.lastProved = hierarchy.options.now()
        let change = Change(action: action, subject: key.description, permission: key.permission) {
            [new] store, environment in
            let present = try store.requireUnchanged(stored.record)
            guard try store.encryptions(of: present.id).contains(where: { $0.id == old.id && $0.sealed == old.sealed })
            else { throw HierarchyError.changedMeanwhile(key.description) }
            try store.put([new])
            try store.touch(present, at: environment.now)
            return ChangeReport()
        }
        _ = try await commit(change)
        return KeyProtector(
            new, of: key, name: new.nameOfPassword, standard: hierarchy.options.passwordDerivation)
    }
}
