import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What certificates and asymmetric keys have in common.
extension Session {
    /// Drops a certificate or asymmetric key with its private key: `DROP CERTIFICATE`, `DROP ASYMMETRIC KEY`. The private
    /// key need not be readable.
    ///
    /// - Parameters:
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    /// - Returns: What was lost: the key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyInUse` while it
    ///   encrypts a symmetric key or a database encryption key.
    @discardableResult
    public func drop(_ pair: KeyPair, in database: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropKey, NamedKey(pair, in: database)) {
            try await commit(try await prepareDrop(of: pair, in: database))
        }
    }

    /// Finds out what ``drop(_:in:)`` would do.
    ///
    /// - Parameters:
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    /// - Returns: A plan whose report names the key.
    /// - Throws: As ``drop(_:in:)``.
    public func planDrop(_ pair: KeyPair, in database: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDrop(of: pair, in: database))
    }

    private func prepareDrop(of pair: KeyPair, in database: DatabaseName) async throws -> Change {
        let stored = try await storedKey(pair.kind, named: pair.name, in: database, verb: "drop")
        return dropping(
            stored,
            consequence: stored.encryptions.isEmpty
                ? "It had no private key; its public key can be imported again."
                : "Its private key is lost, unless a backup brings it back.")
    }

    /// Looks whether a certificate or asymmetric key can be created, and makes its protector ready.
    ///
    /// - Parameter protector: What is to protect the private key; `nil` when there will be none.
    func prepareNewKeyPair(
        _ pair: KeyPair,
        in database: DatabaseName,
        _ protector: PrivateKeyProtector?
    ) async throws -> (DatabaseRecord, PrivateKeyPlacement?) {
        _ = try DatabaseName(pair.name)
        try await require(.alterAny(pair.kind, in: database))
        let record = try await self.database(database)
        let existing = try await hierarchy.store.read { try $0.key(pair.kind, named: pair.name, in: record.id) }
        guard existing == nil else { throw pair.existing }
        guard let protector else { return (record, nil) }
        return (record, try await prepare(protector, in: record))
    }

    /// Writes a new certificate or asymmetric key.
    ///
    /// - Parameter requirement: What must hold of the others in the database.
    func create(
        _ pair: KeyPair,
        in database: DatabaseRecord,
        details: some KeyDetails,
        privateKey: RSAPrivateKey?,
        _ placement: PrivateKeyPlacement?,
        requiring requirement: @escaping @Sendable (any KeyStoreReader) throws -> Void
    ) async throws -> StoredKey {
        let details = try details.encoded()
        let created = Mutex<StoredKey?>(nil)
        let change = Change(
            action: .createKey, subject: NamedKey(pair, in: database.name).description,
            permission: .alterAny(pair.kind, in: database.name)
        ) { store, environment in
            guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(database.name) }
            guard try store.key(pair.kind, named: pair.name, in: database.id) == nil else { throw pair.existing }
            try requirement(store)
            let id = try store.nextIdentifier(pair.kind, in: database.id)
            let record = KeyRecord(
                id: id, name: pair.name, guid: try environment.random.uuid(), algorithm: .rsa, fingerprint: nil,
                details: details, created: environment.now, modified: environment.now, version: 1)
            try store.put(record)
            if let privateKey, let placement { try placement.put(privateKey, of: id, into: store, environment) }
            let stored = try store.stored(record, in: database)
            created.withLock { $0 = stored }
            return ChangeReport()
        }
        _ = try await commit(change)
        return try created.withLock { $0 } ?? { throw HierarchyError.noSuchKey(pair.kind, pair.name) }()
    }
}

extension KeyPair {
    /// The error that says that there is one of that name.
    fileprivate var existing: HierarchyError {
        switch self {
        case .certificate(let name): .certificateExists(name)
        case .asymmetricKey(let name): .asymmetricKeyExists(name)
        }
    }
}
