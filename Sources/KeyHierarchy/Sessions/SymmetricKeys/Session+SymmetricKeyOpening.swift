extension Session {
    /// Opens a symmetric key in this session: `OPEN SYMMETRIC KEY … DECRYPTION BY`.
    ///
    /// It stays open until it is closed, whatever database is at work. Opening an open key does nothing more.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    ///   - mechanism: What decrypts the key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `wrongDecryptor` when
    ///   the key is not encrypted by that, or the password is another one, `keyNotOpen` for the other symmetric key,
    ///   `masterKeyClosed`, `noPrivateKey`, `privateKeyPassword`, `corrupted`.
    public func openSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        by mechanism: DecryptionMechanism
    ) async throws {
        try await audited(.openKey, .symmetricOrTemporaryKey(name, in: database)) {
            let stored = try await storedKey(.symmetricKey, named: name, in: database)
            if let key = openKey(stored.record.id), key.isKey(of: stored.record) { return }
            let (key, encryption) = try await open(stored, by: mechanism, in: database)
            await noteProof(of: encryption)
            try setOpenKey(key)
        }
    }

    /// Closes a symmetric key: `CLOSE SYMMETRIC KEY`.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Throws: ``HierarchyError`` with the code `keyNotOpen`, also for a key that does not exist.
    public func closeSymmetricKey(_ name: String, in database: DatabaseName) async throws {
        try await audited(.closeKey, .symmetricOrTemporaryKey(name, in: database)) {
            let id =
                name.hasPrefix("#")
                ? temporaryKey(named: name)?.record.id
                : try await hierarchy.store.read { store in
                    try store.key(.symmetricKey, named: name, in: try store.requireDatabase(database).id)?.id
                }
            guard let id, removeOpenKey(id) else { throw HierarchyError.keyNotOpen(named: name) }
        }
    }

    /// Closes all keys that were opened in this session, master keys among them: `CLOSE ALL SYMMETRIC KEYS`.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/sessionClosed``.
    public func closeAllSymmetricKeys() async throws {
        try await audited(.closeKey, "all symmetric keys") { removeAllOpenKeys() }
    }

    /// Opens what is stored of a symmetric key.
    func open(
        _ stored: StoredKey,
        by mechanism: DecryptionMechanism,
        in database: DatabaseName
    ) async throws -> (key: OpenKey, encryption: KeyEncryption) {
        switch mechanism {
        case .password(let password):
            guard let opened = try await open(stored, with: password) else {
                throw HierarchyError.wrongDecryptor("No password of the \(stored.subject) is this one.")
            }
            return opened
        case .certificate(let name, let password):
            return try await open(stored, by: .certificate(name), password: password, in: database)
        case .asymmetricKey(let name, let password):
            return try await open(stored, by: .asymmetricKey(name), password: password, in: database)
        case .symmetricKey(let name):
            let (parent, key) = try await openStoredSymmetricKey(named: name, in: database)
            guard let encryption = stored.encryption(by: parent) else { throw Self.notEncrypted(stored, by: parent) }
            do {
                var opener = try key.opener()
                return (
                    try OpenKey(verifying: SharedSecret(try opener.open(encryption)), record: stored.record), encryption
                )
            } catch let error as CryptographyError where error.code != .libraryFailure {
                throw try await unusable(encryption, of: stored, cause: error)
            }
        }
    }

    /// Opens what is stored of a key with the private key of a certificate or asymmetric key.
    func open(
        _ stored: StoredKey,
        by pair: KeyPair,
        password: Password?,
        in database: DatabaseName
    ) async throws -> (key: OpenKey, encryption: KeyEncryption) {
        let owner = try await storedKey(pair.kind, named: pair.name, in: database)
        guard let encryption = stored.encryption(by: owner) else { throw Self.notEncrypted(stored, by: owner) }
        let privateKey = try await privateKey(of: owner, password: password)
        do {
            let material = try PublicKeySeal.open(encryption, with: privateKey)
            return (try OpenKey(verifying: material, record: stored.record), encryption)
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw try await unusable(encryption, of: stored, cause: error)
        }
    }

    /// Makes the public key of a certificate or asymmetric key ready to encrypt a key.
    private func prepare(_ pair: KeyPair, in database: DatabaseName) async throws -> PreparedMechanism {
        let owner = try await storedKey(pair.kind, named: pair.name, in: database)
        return .publicKey(try owner.publicKey, of: owner.record)
    }

    static func notEncrypted(_ stored: StoredKey, by other: StoredKey) -> HierarchyError {
        HierarchyError.wrongDecryptor("The \(stored.subject) has no encryption by \(other.subject).")
    }

    /// Makes mechanisms ready to encrypt a key: derives passwords, which takes a while, and looks for the other keys.
    ///
    /// - Parameters:
    ///   - mechanisms: The mechanisms.
    ///   - database: The database of the keys among them.
    ///   - stored: The key that gets the encryptions, when it is there already.
    func prepare(
        _ mechanisms: [EncryptionMechanism],
        in database: DatabaseName,
        for stored: StoredKey? = nil
    ) async throws -> [PreparedMechanism] {
        var prepared: [PreparedMechanism] = []
        var protectors = Set(stored?.encryptions.map(\.protector) ?? [])
        var passwords: [Password] = []
        for mechanism in mechanisms {
            let next: PreparedMechanism
            switch mechanism {
            case .password(let password, let label):
                try await requireAcceptable(password, label: label, for: database)
                var isKnown = passwords.contains { $0 == password }
                if !isKnown, let stored { isKnown = try await hasPassword(password, stored) }
                guard !isKnown else {
                    throw HierarchyError.encryptionExists(by: "password", stored?.record.name ?? "")
                }
                passwords.append(password)
                prepared.append(.password(try await newSeal(password), label: label))
                continue
            case .certificate(let name):
                next = try await prepare(.certificate(name), in: database)
            case .asymmetricKey(let name):
                next = try await prepare(.asymmetricKey(name), in: database)
            case .symmetricKey(let name):
                // Whatever gets an encryption is open: one that would encrypt itself is not refused as a closed one.
                let (parent, key) = try await openStoredSymmetricKey(named: name, in: database)
                guard parent.record.id != stored?.record.id else { throw HierarchyError.encryptsItself() }
                next = .key(key, name: parent.record.name)
            }
            guard protectors.insert(next.protector).inserted else {
                throw HierarchyError.encryptionExists(by: next.description.noun, next.description.name)
            }
            prepared.append(next)
        }
        return prepared
    }
}
