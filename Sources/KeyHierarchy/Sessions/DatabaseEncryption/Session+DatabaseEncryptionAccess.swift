#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// How an operation gets at the encryption key of a database.
extension Session {
    /// Returns a database, and what is stored of its encryption key, if it has one.
    func storedDatabaseEncryptionKey(of name: DatabaseName) async throws -> (DatabaseRecord, StoredKey?) {
        try await require(.control(name))
        return try await hierarchy.store.read { store in
            let database = try store.requireDatabase(name)
            return (database, try store.stored(.databaseEncryptionKey(of: database.id), in: database))
        }
    }

    /// Returns what is stored of the encryption key of a database, and of the certificate that protects it.
    func requireDatabaseEncryptionKey(of name: DatabaseName) async throws -> (key: StoredKey, owner: StoredKey) {
        guard let stored = try await storedDatabaseEncryptionKey(of: name).1 else {
            throw HierarchyError.noDatabaseEncryptionKey()
        }
        return (stored, try await certificate(protecting: stored))
    }

    /// Returns the certificate of `master` that protects an encryption key.
    func certificate(protecting stored: StoredKey) async throws -> StoredKey {
        try await hierarchy.store.read { store in
            guard case .key(let id)? = stored.encryptions.first?.protector, id.kind == .certificate,
                let database = try store.database(id.database), let owner = try store.stored(id, in: database)
            else {
                throw HierarchyError.corrupted(
                    "The encryption key of database \(stored.database.name) is under no certificate that is there.")
            }
            return owner
        }
    }

    /// Returns a certificate of `master` that can protect an encryption key: one whose private key is under the master key.
    func certificateForDatabaseEncryption(_ name: String) async throws -> StoredKey {
        let stored = try await storedKey(.certificate, named: name, in: "master")
        guard PrivateKeyProtection(stored.encryptions) == .masterKey else {
            throw HierarchyError.unusableForDatabaseEncryption(stored.record.name)
        }
        return stored
    }

    /// Opens an encryption key with the private key of its certificate, as a server does when the database starts.
    func open(_ stored: StoredKey, under owner: StoredKey) async throws -> OpenKey {
        guard let encryption = stored.encryption(by: owner) else { throw Self.notEncrypted(stored, by: owner) }
        let privateKey = try await privateKey(of: owner, password: nil)
        do {
            return try OpenKey(
                verifying: try PublicKeySeal.open(encryption, with: privateKey), record: stored.record)
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw try await unusable(encryption, of: stored, cause: error)
        }
    }

    /// Returns the encryption key of a database, opened as a server opens it when the database starts.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `databaseEncryption` when there is
    ///   none, `masterKeyClosed`, `corrupted`.
    package func openDatabaseEncryptionKey(of name: DatabaseName) async throws -> OpenKey {
        let (stored, owner) = try await requireDatabaseEncryptionKey(of: name)
        return try await open(stored, under: owner)
    }

    /// Makes the material of an encryption key.
    func newDatabaseEncryptionKey(of database: DatabaseRecord, algorithm: KeyAlgorithm) throws -> OpenKey {
        guard [.aes128, .aes192, .aes256].contains(algorithm) else {
            throw HierarchyError.deprecatedAlgorithm(algorithm)
        }
        let random = hierarchy.options.random
        return try OpenKey(
            id: .databaseEncryptionKey(of: database.id), guid: try random.uuid(), algorithm: algorithm,
            material: SharedSecret(try random.secret(count: algorithm.keySize)))
    }

    /// A change that puts an encryption key under a certificate: a new one, or the present one under another.
    func replacing(
        _ stored: StoredKey,
        with key: OpenKey,
        under owner: StoredKey,
        regenerated: Bool
    ) throws -> Change {
        let mechanism = PreparedMechanism.publicKey(try owner.publicKey, of: owner.record)
        let name = stored.database.name
        return Change(
            action: .alterKey, subject: stored.subject, permission: .control(name)
        ) { store, environment in
            let present = try store.requireUnchanged(stored.record)
            try mechanism.requireCurrent(in: store)
            var details = try DatabaseEncryptionKeyDetails(present)
            if regenerated { details.regenerated = environment.now }
            for encryption in stored.encryptions { try store.removeEncryption(encryption.id) }
            try store.put(
                KeyRecord(
                    id: present.id, name: present.name, guid: key.guid, algorithm: key.algorithm,
                    fingerprint: key.fingerprint, details: try details.encoded(), created: present.created,
                    modified: environment.now, version: present.version + 1))
            try store.put([try mechanism.encryption(of: key, slot: 1, in: environment)])
            return try Self.warning(about: owner)
        }
    }

    /// What SQL Server says when the private key of a certificate is on this server alone.
    static func warning(about owner: StoredKey) throws -> ChangeReport {
        let details = try CertificateDetails(owner.record)
        return ChangeReport(messages: details.privateKeyBackup == nil ? [.certificateNotBackedUp] : [])
    }
}

extension DatabaseEncryptionKey {
    init(_ stored: Session.StoredKey, under owner: Session.StoredKey) throws {
        let details = try DatabaseEncryptionKeyDetails(stored.record)
        guard let algorithm = stored.record.algorithm else {
            throw HierarchyError.corrupted("The record of the \(stored.subject) does not say what the key is made for.")
        }
        self.init(
            database: stored.database.name, algorithm: algorithm, fingerprint: stored.record.fingerprint,
            state: details.isEncrypting ? .encrypted : .unencrypted, certificate: owner.record.name,
            certificateThumbprint: try Certificate(owner).thumbprint, created: stored.record.created,
            regenerated: details.regenerated, modified: stored.record.modified, set: details.set)
    }
}
