extension Session {
    /// Adds encryptions to a symmetric key that is open: `ALTER SYMMETRIC KEY … ADD ENCRYPTION BY`. All are added, or none.
    ///
    /// - Parameters:
    ///   - mechanisms: What is to open the key from now on, too.
    ///   - name: The name of the key, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyNotOpen` for the
    ///   key or for one that is to encrypt it, `passwordRefused`, `encryptionExists`, `keyInUse` when it would encrypt
    ///   itself.
    public func addEncryptions(
        by mechanisms: [EncryptionMechanism],
        toSymmetricKey name: String,
        in database: DatabaseName
    ) async throws {
        try await audited(.alterKey, .symmetricOrTemporaryKey(name, in: database)) {
            let (stored, key) = try await openStoredSymmetricKey(named: name, in: database)
            let prepared = try await prepare(mechanisms, in: database, for: stored)
            _ = try await change(stored) { encryptions, environment in
                for mechanism in prepared {
                    encryptions.append(
                        try mechanism.encryption(of: key, slot: try encryptions.nextSlot, in: environment))
                }
            } requiring: { store in
                for mechanism in prepared { try mechanism.requireCurrent(in: store) }
            }
        }
    }

    /// Drops encryptions of a symmetric key that is open: `ALTER SYMMETRIC KEY … DROP ENCRYPTION BY`. All are dropped, or
    /// none; one must be left. The key stays open.
    ///
    /// - Parameters:
    ///   - mechanisms: What is to open the key no longer. The label of a password does not matter.
    ///   - name: The name of the key, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Returns: What no longer opens the key, and a warning when nothing that is left ever did. Empty for a temporary key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyNotOpen` for the
    ///   key or for one that encrypts it, `wrongDecryptor` when the key has no such encryption, `lastEncryption`.
    @discardableResult
    public func dropEncryptions(
        by mechanisms: [EncryptionMechanism],
        fromSymmetricKey name: String,
        in database: DatabaseName
    ) async throws -> ChangeReport {
        try await audited(.alterKey, .symmetricOrTemporaryKey(name, in: database)) {
            let (stored, _) = try await openStoredSymmetricKey(named: name, in: database)
            var dropped: [KeyEncryption.Identifier] = []
            for mechanism in mechanisms {
                let encryption = try await encryption(of: stored, by: mechanism, in: database)
                if !dropped.contains(encryption.id) { dropped.append(encryption.id) }
                guard dropped.count < stored.encryptions.count else {
                    throw HierarchyError.lastEncryption(by: mechanism.noun, mechanism.name ?? stored.record.name)
                }
            }
            let ids = dropped
            return try await change(stored) { encryptions, _ in encryptions.removeAll { ids.contains($0.id) } }
        }
    }

    /// Returns a symmetric key and its material, which this session must have opened.
    func openStoredSymmetricKey(
        named name: String,
        in database: DatabaseName
    ) async throws -> (stored: StoredKey, key: OpenKey) {
        let stored = try await storedKey(.symmetricKey, named: name, in: database)
        guard let key = openKey(stored.record.id), key.isKey(of: stored.record) else {
            throw HierarchyError.keyNotOpen(named: stored.record.name)
        }
        return (stored, key)
    }

    /// Returns the encryption by a mechanism that is to be dropped.
    private func encryption(
        of stored: StoredKey,
        by mechanism: EncryptionMechanism,
        in database: DatabaseName
    ) async throws -> KeyEncryption {
        let found: KeyEncryption?
        switch mechanism {
        case .password(let password, _):
            found = try await open(stored, with: password)?.encryption
        case .certificate(let name):
            found = stored.encryption(by: try await storedKey(.certificate, named: name, in: database))
        case .asymmetricKey(let name):
            found = stored.encryption(by: try await storedKey(.asymmetricKey, named: name, in: database))
        case .symmetricKey(let name):
            found = stored.encryption(by: try await openStoredSymmetricKey(named: name, in: database).stored)
        }
        guard let found else {
            throw HierarchyError.wrongDecryptor(
                "The \(stored.subject) has no encryption by \(mechanism.name.map { "\(mechanism.noun) '\($0)'" } ?? "this password")."
            )
        }
        return found
    }

    /// Changes the encryptions of a symmetric key, in the store or, of a temporary key, in memory.
    private func change(
        _ stored: StoredKey,
        _ body: @escaping @Sendable (inout [KeyEncryption], ChangeEnvironment) throws -> Void,
        requiring requirement: @escaping @Sendable (any KeyStoreReader) throws -> Void = { _ in }
    ) async throws -> ChangeReport {
        if stored.isTemporary {
            var encryptions = stored.encryptions
            try body(&encryptions, environmentOfTemporaryKeys())
            setTemporaryKey(StoredKey(database: stored.database, record: stored.record, encryptions: encryptions))
            return ChangeReport()
        }
        let change = Change(
            action: .alterKey, subject: stored.subject, permission: .alterAnySymmetricKey(stored.database.name),
            denied: .noSuchKey(.symmetricKey, stored.record.name, verb: "alter", denied: true)
        ) { store, environment in
            let present = try store.requireUnchanged(stored.record)
            try requirement(store)
            let before = try store.encryptions(of: present.id)
            var after = before
            try body(&after, environment)
            let dropped = before.filter { encryption in !after.contains { $0.id == encryption.id } }
            for encryption in dropped { try store.removeEncryption(encryption.id) }
            try store.put(after.filter { encryption in !before.contains { $0.id == encryption.id } })
            try store.touch(present, at: environment.now)
            return try Self.report(dropped, leaving: after, of: present.id, in: store)
        }
        return try await commit(change)
    }

    /// Says what no longer opens a symmetric key, and what is left.
    private static func report(
        _ dropped: [KeyEncryption],
        leaving remaining: [KeyEncryption],
        of key: KeyIdentifier,
        in store: any KeyStoreReader
    ) throws -> ChangeReport {
        guard !dropped.isEmpty else { return ChangeReport() }
        let name = try store.fullName(of: key)
        var report = ChangeReport(
            noLongerOpens: try dropped.map { encryption in
                ChangeReport.Entry(
                    key: key, name: name,
                    consequence: encryption.protector == .password
                        ? "The password labelled '\(encryption.label)' no longer opens it."
                        : "The \(try store.name(of: encryption)) no longer opens it.")
            })
        report.warn(aboutWhatIsLeft: remaining, of: key, name: name)
        return report
    }
}

extension Session.StoredKey {
    /// The encryption by another key.
    func encryption(by other: Session.StoredKey) -> KeyEncryption? {
        encryptions.first { $0.protector == .key(other.record.id) }
    }
}

extension EncryptionMechanism {
    /// What messages call it.
    var noun: String {
        switch self {
        case .password: "password"
        case .certificate: KeyIdentifier.Kind.certificate.noun
        case .asymmetricKey: KeyIdentifier.Kind.asymmetricKey.noun
        case .symmetricKey: KeyIdentifier.Kind.symmetricKey.noun
        }
    }

    /// The name of the key; `nil` for a password.
    var name: String? {
        switch self {
        case .password: nil
        case .certificate(let name), .asymmetricKey(let name), .symmetricKey(let name): name
        }
    }
}
