import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// How one protector of a key is tried, and no other.
extension Session {
    /// Returns what is stored of a key, for whoever may change it.
    func stored(_ key: NamedKey) async throws -> StoredKey {
        switch key {
        case .serviceMasterKey:
            try await require(key.permission)
            return try await hierarchy.store.read { store in
                let record = try store.requireServiceMasterKey()
                guard let master = try store.database(.master) else {
                    throw HierarchyError.corrupted("The store has no database master.")
                }
                return try store.stored(record, in: master)
            }
        case .masterKey(let database):
            return try await storedMasterKey(of: database)
        case .databaseEncryptionKey(let database):
            guard let stored = try await storedDatabaseEncryptionKey(of: database).1 else {
                throw HierarchyError.noDatabaseEncryptionKey()
            }
            return stored
        case .symmetricKey(let name, let database):
            guard !name.hasPrefix("#") else {
                throw HierarchyError(
                    .unsupported, "The protectors of a temporary key are its session's own affair.",
                    advice: "It ends with its session.")
            }
            return try await storedKey(.symmetricKey, named: name, in: database)
        case .certificate(let name, let database):
            return try await storedKey(.certificate, named: name, in: database)
        case .asymmetricKey(let name, let database):
            return try await storedKey(.asymmetricKey, named: name, in: database)
        }
    }

    /// Opens an encryption with its own protector, and checks that it holds the key.
    func prove(
        _ encryption: KeyEncryption,
        of stored: StoredKey,
        named key: NamedKey,
        password: Password?
    ) async throws {
        switch encryption.protector {
        case .root(let name):
            try await prove(encryption, of: stored, by: name)
        case .password:
            _ = try await secret(in: encryption, of: stored, named: key, password: password)
        case .key(let id):
            try stored.verify(try await secret(in: encryption, of: stored, under: id, password: password))
        }
    }

    /// Opens an encryption by password, and checks that it holds the key.
    ///
    /// - Returns: What it holds.
    func secret(
        in encryption: KeyEncryption,
        of stored: StoredKey,
        named key: NamedKey,
        password: Password?
    ) async throws -> SharedSecret {
        let name = "The password labelled '\(encryption.label)' (slot \(encryption.id.slot)) of the \(key)"
        guard encryption.protector == .password else {
            throw HierarchyError.wrongDecryptor("Slot \(encryption.id.slot) of the \(key) is under no password.")
        }
        guard let password else { throw HierarchyError.wrongDecryptor("\(name) is needed, and none was given.") }
        do {
            guard let secret = try await PasswordSeal.open(encryption, with: password) else {
                throw HierarchyError.wrongDecryptor("\(name) is another one.")
            }
            try stored.verify(secret)
            return secret
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw Self.damaged(encryption, of: stored, cause: error)
        }
    }

    private func prove(_ encryption: KeyEncryption, of stored: StoredKey, by name: RootProtectorName) async throws {
        let protectors = hierarchy.rootProtectors.withLock { $0 }
        guard let protector = protectors.first(where: { $0.name == name }) else {
            throw HierarchyError(.rootProtectorFailed, "The \(name) was not given, so it could not be tried.")
        }
        switch try await RootOpening.open(encryption, record: stored.record, protector: protector) {
        case .success: return
        case .failure(let error):
            throw HierarchyError(
                .rootProtectorFailed, "The \(name) that was given does not open the service master key.",
                advice: "Unless that says otherwise, it is another one, or the store was changed. Nothing was mended.",
                cause: error)
        }
    }

    private func secret(
        in encryption: KeyEncryption,
        of stored: StoredKey,
        under id: KeyIdentifier,
        password: Password?
    ) async throws -> SharedSecret {
        do {
            switch id.kind {
            case .certificate, .asymmetricKey:
                let owner = try await owner(id)
                return try PublicKeySeal.open(
                    encryption, with: try await privateKey(of: owner, password: password))
            default:
                var opener = try await parent(id, of: stored).opener()
                if let secret = try opener.openIfAuthentic(encryption) { return secret }
                throw HierarchyError.wrongDecryptor(
                    "The \(try await hierarchy.store.read { try $0.name(of: id) }) does not open slot "
                        + "\(encryption.id.slot) of the \(stored.subject): it is another one than the one that "
                        + "encrypted it, as after a move to this instance.")
            }
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw Self.damaged(encryption, of: stored, cause: error)
        }
    }

    /// The key above another one, opened: the session may not have opened the one below with it.
    private func parent(_ id: KeyIdentifier, of stored: StoredKey) async throws -> OpenKey {
        switch id.kind {
        case .serviceMasterKey:
            return try await hierarchy.openServiceMasterKey()
        case .databaseMasterKey:
            return try await readableMasterKey(of: stored.database, for: stored)
        default:
            guard let key = openKey(id) else {
                throw HierarchyError.keyNotOpen(named: try await hierarchy.store.read { try $0.name(of: id) })
            }
            return key
        }
    }

    /// The certificate or asymmetric key that protects another key, for whoever may use it.
    private func owner(_ id: KeyIdentifier) async throws -> StoredKey {
        let owner = try await hierarchy.store.read { store -> StoredKey in
            guard let database = try store.database(id.database), let found = try store.stored(id, in: database) else {
                throw HierarchyError.corrupted("A key is under a \(id.kind.noun) that is not there.")
            }
            return found
        }
        try await require(.alterAny(id.kind, in: owner.database.name))
        return owner
    }
}

extension Session.StoredKey {
    /// Throws unless a secret is the key that is recorded.
    func verify(_ secret: SharedSecret) throws {
        switch record.id.kind {
        case .certificate, .asymmetricKey:
            guard try RSAPrivateKey(uncheckedPKCS8: secret.bytes).publicKey == publicKey else {
                throw HierarchyError.corrupted("The \(subject) has the private key of another one.")
            }
        default:
            _ = try OpenKey(verifying: secret, record: record)
        }
    }
}

extension KeyStoreWriter {
    /// Notes that an encryption has just opened its key, if it is still there as it was.
    ///
    /// - Returns: The encryption with the note.
    func noteProof(of encryption: KeyEncryption, at time: Date) throws -> KeyEncryption? {
        let present = try encryptions(of: encryption.id.key).first { $0.id == encryption.id }
        guard var present, present.sealed == encryption.sealed else { return nil }
        present.lastProved = time
        try put([present])
        return present
    }
}
