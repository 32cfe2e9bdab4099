#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// The private keys of certificates and asymmetric keys: where they are kept, and how an operation gets at one.
extension Session {
    /// Changes what protects the private key of a certificate or asymmetric key:
    /// `ALTER CERTIFICATE … WITH PRIVATE KEY ([DECRYPTION BY PASSWORD = …,] [ENCRYPTION BY PASSWORD = …])`.
    ///
    /// - Parameters:
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    ///   - password: The present password of the private key; `nil` when the master key protects it.
    ///   - protector: What protects it from now on.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `noPrivateKey`,
    ///   `privateKeyPassword` (15334 without the password, 15465 for a wrong one, 15397 for one where there is none),
    ///   `masterKeyClosed`, `passwordRefused`.
    public func protectPrivateKey(
        of pair: KeyPair,
        in database: DatabaseName,
        password: Password? = nil,
        with protector: PrivateKeyProtector
    ) async throws {
        try await audited(.alterKey, NamedKey(pair, in: database)) {
            let stored = try await storedKey(pair.kind, named: pair.name, in: database, verb: "alter")
            let privateKey = try await privateKey(
                of: stored, password: password,
                orThrow: .invalidPrivateKeyPassword(advice: "The password is not that of the private key."))
            let placement = try await prepare(protector, in: stored.database, for: stored)
            try await change(stored, verb: "alter") { present, store, environment in
                for encryption in stored.encryptions { try store.removeEncryption(encryption.id) }
                try placement.put(privateKey, of: present.id, into: store, environment)
            }
        }
    }

    /// Removes the private key of a certificate or asymmetric key: `ALTER CERTIFICATE … REMOVE PRIVATE KEY`.
    ///
    /// - Parameters:
    ///   - pair: The certificate or asymmetric key, whose public key stays.
    ///   - database: The database.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `noPrivateKey`,
    ///   `keyInUse` while something is encrypted by it.
    public func removePrivateKey(of pair: KeyPair, in database: DatabaseName) async throws {
        try await audited(.alterKey, NamedKey(pair, in: database)) {
            let stored = try await storedKey(pair.kind, named: pair.name, in: database, verb: "alter")
            guard !stored.encryptions.isEmpty else { throw HierarchyError.noPrivateKeyToRemove(pair.kind) }
            try await change(stored, verb: "alter") { present, store, _ in
                try store.forEachEncryption(under: .key(present.id), batchSize: 1) { batch in
                    throw HierarchyError.privateKeyInUse(
                        pair.kind, dependent: try store.name(of: batch[0].id.key))
                }
                for encryption in stored.encryptions { try store.removeEncryption(encryption.id) }
            }
        }
    }

    /// Returns the private key of a certificate or asymmetric key.
    ///
    /// - Parameter wrongPassword: What is thrown for a password that is not the private key's; `nil` for 15556.
    /// - Throws: ``HierarchyError`` with the code `noPrivateKey`, `privateKeyPassword`, `masterKeyClosed`, `corrupted`.
    func privateKey(
        of stored: StoredKey,
        password: Password?,
        orThrow wrongPassword: HierarchyError? = nil
    ) async throws -> RSAPrivateKey {
        let kind = stored.record.id.kind
        guard let encryption = stored.encryptions.first else { throw HierarchyError.noPrivateKey(kind) }
        do {
            let secret: SharedSecret
            switch encryption.protector {
            case .password:
                guard let password else { throw HierarchyError.privateKeyNeedsPassword(kind) }
                guard let opened = try await PasswordSeal.open(encryption, with: password) else {
                    throw wrongPassword ?? HierarchyError.wrongPrivateKeyPassword(kind)
                }
                secret = opened
            case .key, .root:
                guard password == nil else { throw HierarchyError.privateKeyHasNoPassword(kind) }
                var opener = try await readableMasterKey(of: stored.database, for: stored).opener()
                secret = SharedSecret(try opener.open(encryption))
            }
            let privateKey = try RSAPrivateKey(uncheckedPKCS8: secret.bytes)
            guard privateKey.publicKey == (try stored.publicKey) else {
                throw HierarchyError.corrupted("The \(stored.subject) has the private key of another one.")
            }
            await noteProof(of: encryption)
            return privateKey
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw try await unusable(encryption, of: stored, cause: error)
        }
    }

    /// Returns the master key of a database, for what lies under it: without one the answer is 15581, too.
    ///
    /// - Parameter dependent: What was read before: once that, or the database, is gone, it means nothing that the master key
    ///   is not there either.
    func readableMasterKey(of database: DatabaseRecord, for dependent: StoredKey?) async throws -> OpenKey {
        do {
            guard let stored = try await storedMasterKey(in: database) else {
                throw HierarchyError.masterKeyClosed(database.name)
            }
            return try await accessibleKey(stored)
        } catch let error as HierarchyError where error.code == .masterKeyClosed {
            try await hierarchy.store.read { store in
                guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(database.name) }
                if let dependent { _ = try store.requireUnchanged(dependent.record) }
            }
            throw error
        }
    }

    /// Makes a protector ready: derives the password, or gets at the master key.
    ///
    /// - Parameter stored: What is to get the protector, if it is there already.
    func prepare(
        _ protector: PrivateKeyProtector,
        in database: DatabaseRecord,
        for stored: StoredKey? = nil
    ) async throws -> PrivateKeyPlacement {
        switch protector {
        case .masterKey:
            return .masterKey(try await readableMasterKey(of: database, for: stored))
        case .password(let password, let label):
            try await requireAcceptable(password, label: label, for: database.name)
            return .password(try await newSeal(password), label: label)
        }
    }

    /// Carries out a change to a certificate or asymmetric key that must be as it was read, and gets a new version.
    func change(
        _ stored: StoredKey,
        verb: String,
        _ body: @escaping @Sendable (KeyRecord, any KeyStoreWriter, ChangeEnvironment) throws -> Void
    ) async throws {
        let kind = stored.record.id.kind
        let change = Change(
            action: .alterKey, subject: stored.subject, permission: .alterAny(kind, in: stored.database.name),
            denied: .noSuchKey(kind, stored.record.name, verb: verb, denied: true)
        ) { store, environment in
            let present = try store.requireUnchanged(stored.record)
            try body(present, store, environment)
            // Body may have written the record itself.
            try store.touch(try store.key(present.id) ?? present, at: environment.now)
            return ChangeReport()
        }
        _ = try await commit(change)
    }
}

extension Session.StoredKey {
    /// The public key of a certificate or asymmetric key.
    var publicKey: RSAPublicKey {
        get throws {
            do {
                return record.id.kind == .certificate
                    ? try X509Certificate(der: Array(CertificateDetails(record).certificate)).publicKey
                    : try RSAPublicKey(subjectPublicKeyInfo: Array(AsymmetricKeyDetails(record).publicKey))
            } catch let error as CryptographyError where error.code != .libraryFailure {
                throw HierarchyError.corrupted("The \(subject) that is stored is not valid.", cause: error)
            }
        }
    }
}
