#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Keeps a named secret: `CREATE CREDENTIAL`, `CREATE DATABASE SCOPED CREDENTIAL`.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - scope: Where it belongs: under the service master key, or under the master key of a database.
    ///   - identity: Whom the secret stands for.
    ///   - secret: 1 to 8,000 bytes; `nil` for a credential that is an identity alone, and needs no key.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `systemDatabase` (33158) for a
    ///   scoped one in `master`, `invalidName`, also for a secret of another length, `credentialExists`,
    ///   `masterKeyClosed`, also when the database has no master key, `serviceMasterKeyUnreadable`.
    public func createCredential(
        _ name: String,
        in scope: Credential.Scope,
        identity: String,
        secret: consuming SecretBytes?
    ) async throws {
        try await createCredential(name, in: scope, identity: identity, secret: secret, requiring: scope.permission)
    }

    /// Keeps a named secret, for whoever has a permission.
    package func createCredential(
        _ name: String,
        in scope: Credential.Scope,
        identity: String,
        secret: consuming SecretBytes?,
        requiring permission: Permission
    ) async throws {
        let secret = SharedSecret(ifPresent: secret)
        try await audited(.createCredential, scope.title(ofCredential: name)) {
            _ = try DatabaseName(name)
            let (database, protected) = try await protected(secret, in: scope, requiring: permission)
            let change = credentialChange(.createCredential, name, in: scope, requiring: permission) {
                store, environment in
                try store.requireCurrent(protected, in: database)
                guard try store.key(.credential, named: name, in: database) == nil else {
                    throw HierarchyError.credentialExists(name)
                }
                var instance = try store.requireInstance()
                let id = KeyIdentifier(kind: .credential, database: database, number: instance.nextCredential)
                instance.nextCredential += 1
                try store.put(instance)
                try store.put(
                    KeyRecord(
                        id: id, name: name, guid: try environment.random.uuid(), algorithm: nil, fingerprint: nil,
                        identity: identity,
                        created: environment.now, modified: environment.now, version: 1))
                if let protected { try store.put([try protected.encryption(as: id, in: environment)]) }
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// Replaces identity and secret of a credential: `ALTER CREDENTIAL`.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - scope: Where it belongs.
    ///   - identity: Whom the secret stands for from now on.
    ///   - secret: 1 to 8,000 bytes; `nil` takes the present secret away, as `ALTER` without `SECRET` does.
    /// - Throws: As ``createCredential(_:in:identity:secret:)``, and `noSuchCredential`.
    public func alterCredential(
        _ name: String,
        in scope: Credential.Scope,
        identity: String,
        secret: consuming SecretBytes?
    ) async throws {
        let secret = SharedSecret(ifPresent: secret)
        try await audited(.alterCredential, scope.title(ofCredential: name)) {
            let (database, protected) = try await protected(secret, in: scope, requiring: scope.permission)
            let change = credentialChange(.alterCredential, name, in: scope, requiring: scope.permission) {
                store, environment in
                try store.requireCurrent(protected, in: database)
                guard let present = try store.key(.credential, named: name, in: database) else {
                    throw HierarchyError.noSuchCredential(name, verb: "alter")
                }
                try store.put(
                    KeyRecord(
                        id: present.id, name: present.name, guid: try environment.random.uuid(), algorithm: nil,
                        fingerprint: nil,
                        identity: identity, created: present.created, modified: environment.now,
                        version: present.version + 1))
                if let protected {
                    try store.put([try protected.encryption(as: present.id, in: environment)])
                } else {
                    for encryption in try store.encryptions(of: present.id) {
                        try store.removeEncryption(encryption.id)
                    }
                }
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// Returns the credentials of a scope.
    ///
    /// - Parameter scope: The server, or a database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `systemDatabase` for scoped
    ///   ones in `master`.
    public func credentials(in scope: Credential.Scope) async throws -> [Credential] {
        try requireNotClosed()
        let database = try await credentialDatabase(scope, requiring: scope.permission)
        return try await hierarchy.store.read { store in
            if case .database(let name) = scope, try store.database(database) == nil {
                throw HierarchyError.noSuchDatabase(name)
            }
            return try store.keys(in: database).filter { $0.id.kind == .credential }.map { record in
                Credential(
                    scope: scope, name: record.name, identity: record.identity ?? "", created: record.created,
                    modified: record.modified, hasSecret: try !store.encryptions(of: record.id).isEmpty)
            }
        }
    }

    /// Calls `body` with the secret of a credential, which it must not keep.
    ///
    /// A server never gives a secret back; a program that keeps its own secrets here needs them.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - scope: Where it belongs.
    ///   - body: What to do with the bytes, which are the memory of the secret itself.
    /// - Returns: What `body` returns.
    /// - Throws: ``HierarchyError`` as above, `noSuchCredential`, `corrupted` when the secret does not open; what `body`
    ///   throws.
    public func withSecret<Result: Sendable>(
        ofCredential name: String,
        in scope: Credential.Scope,
        _ body: (RawSpan) throws -> Result
    ) async throws -> Result {
        try await withSecret(ofCredential: name, in: scope, requiring: scope.permission, body)
    }

    /// Calls `body` with the secret of a credential, for whoever has a permission.
    package func withSecret<Result: Sendable>(
        ofCredential name: String,
        in scope: Credential.Scope,
        requiring permission: Permission,
        _ body: (RawSpan) throws -> Result
    ) async throws -> Result {
        let secret = try await audited(.readCredential, scope.title(ofCredential: name)) {
            let database: DatabaseIdentifier
            let protector: OpenKey
            do {
                database = try await credentialDatabase(scope, requiring: permission)
                protector = try await credentialProtector(scope)
            } catch let error as HierarchyError where error.code == .serviceMasterKeyUnreadable {
                // Setting a secret answers 33094 then; using one, 33047.
                throw HierarchyError.credentialUnreadable(name, code: error.code, cause: error)
            }
            let encryption = try await hierarchy.store.read { store in
                guard let record = try store.key(.credential, named: name, in: database) else {
                    throw HierarchyError.noSuchCredential(name, verb: "find")
                }
                try store.requireCurrent(protector)
                return try store.encryptions(of: record.id).first
            }
            guard let encryption else { throw HierarchyError.credentialUnreadable(name) }
            do {
                var opener = try protector.opener()
                let secret = SharedSecret(try opener.open(encryption))
                await noteProof(of: encryption)
                return secret
            } catch let error as CryptographyError where error.code != .libraryFailure {
                throw HierarchyError.credentialUnreadable(name, cause: error)
            }
        }
        return try secret.bytes.withBytes(body)
    }

    /// Drops a credential with its secret: `DROP CREDENTIAL`.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - scope: Where it belongs.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noSuchCredential`.
    public func dropCredential(_ name: String, in scope: Credential.Scope) async throws {
        try await dropCredential(name, in: scope, requiring: scope.permission)
    }

    /// Drops a credential with its secret, for whoever has a permission.
    package func dropCredential(
        _ name: String,
        in scope: Credential.Scope,
        requiring permission: Permission
    ) async throws {
        try await audited(.dropCredential, scope.title(ofCredential: name)) {
            let database = try await credentialDatabase(scope, requiring: permission)
            let change = credentialChange(.dropCredential, name, in: scope, requiring: permission) { store, _ in
                try store.requireCurrent(nil, in: database)
                guard let record = try store.key(.credential, named: name, in: database) else {
                    throw HierarchyError.noSuchCredential(name, verb: "drop")
                }
                try store.removeKey(record.id)
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// A change to a credential.
    private func credentialChange(
        _ action: AuditEvent.Action,
        _ name: String,
        in scope: Credential.Scope,
        requiring permission: Permission,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) -> Change {
        Change(
            action: action, subject: scope.title(ofCredential: name), permission: permission, perform: perform)
    }

    /// Returns the database in which a scope's credentials are kept, if the principal has a permission.
    private func credentialDatabase(
        _ scope: Credential.Scope,
        requiring permission: Permission
    ) async throws -> DatabaseIdentifier {
        try await require(permission)
        switch scope {
        case .server: return .master
        case .database(let name):
            let id = try await database(name).id
            guard id != .master else { throw HierarchyError.noScopedCredentialsInMaster() }
            return id
        }
    }

    /// Returns that database, and a secret with the open key that is to protect it; nothing needs to be open for none.
    private func protected(
        _ secret: SharedSecret?,
        in scope: Credential.Scope,
        requiring permission: Permission
    ) async throws -> (database: DatabaseIdentifier, ProtectedSecret?) {
        if let secret { try Self.requireFits(secret) }
        let database = try await credentialDatabase(scope, requiring: permission)
        guard let secret else { return (database, nil) }
        return (database, ProtectedSecret(secret: secret, protector: try await credentialProtector(scope)))
    }

    /// Returns the open key that protects a scope's secrets.
    private func credentialProtector(_ scope: Credential.Scope) async throws -> OpenKey {
        switch scope {
        case .server: return try await hierarchy.openServiceMasterKey()
        case .database(let name):
            // Without a master key the answer is 15581, as for every secret that would need one.
            guard let stored = try await storedMasterKey(ifPresentIn: name).1 else {
                throw HierarchyError.masterKeyClosed(name)
            }
            return try await accessibleKey(stored)
        }
    }

    /// The longest secret of a credential in bytes: `varbinary(8000)`.
    private static let maximumSecretSize = 8000

    static func requireFits(_ secret: SharedSecret) throws {
        guard 1...maximumSecretSize ~= secret.bytes.count else {
            throw HierarchyError(
                .invalidName,
                "A credential's secret has 1 to \(maximumSecretSize) bytes; this one has "
                    + "\(secret.bytes.count).")
        }
    }
}

/// The secret of a credential, and the open key that is to protect it.
private struct ProtectedSecret: Sendable {
    let secret: SharedSecret
    let protector: OpenKey

    func encryption(as id: KeyIdentifier, in environment: ChangeEnvironment) throws -> KeyEncryption {
        try protector.encryption(of: secret, as: id, in: environment)
    }
}

extension Credential.Scope {
    /// What it takes to deal with the scope's credentials.
    fileprivate var permission: Permission {
        switch self {
        case .server: .alterAnyCredential
        case .database(let database): .control(database)
        }
    }

    /// What a person calls a credential of the scope, with its database.
    fileprivate func title(ofCredential name: String) -> String {
        switch self {
        case .server: KeyIdentifier.Kind.credential.fullTitle(named: name, in: nil)
        case .database(let database): KeyIdentifier.Kind.credential.fullTitle(named: name, in: database.description)
        }
    }
}

extension SharedSecret {
    /// The secret, if there is one.
    fileprivate convenience init?(ifPresent secret: consuming SecretBytes?) {
        guard let secret = consume secret else { return nil }
        self.init(secret)
    }
}

extension KeyStoreReader {
    /// Throws a conflict unless the database and the key that protects a secret are still those that an operation was prepared
    /// for: in a database that was replaced meanwhile, what is or is not there means nothing.
    fileprivate func requireCurrent(_ protected: ProtectedSecret?, in database: DatabaseIdentifier) throws {
        if let protected { return try requireCurrent(protected.protector) }
        guard try self.database(database) != nil else {
            throw HierarchyError.changedMeanwhile("database of a credential")
        }
    }
}
