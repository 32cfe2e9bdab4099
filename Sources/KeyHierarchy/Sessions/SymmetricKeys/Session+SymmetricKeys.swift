import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Returns the facts about the symmetric keys of a database, by their numbers. Temporary keys of this session are
    /// not among them.
    ///
    /// - Parameter database: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (ALTER ANY SYMMETRIC KEY), `noSuchDatabase`,
    ///   `corrupted`.
    public func symmetricKeys(in database: DatabaseName) async throws -> [SymmetricKey] {
        try await storedKeys(.symmetricKey, in: database).map { try SymmetricKey($0) }
    }

    /// Returns the facts about a symmetric key.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case; one that begins with `#` is a temporary
    ///     key of this session.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func symmetricKey(_ name: String, in database: DatabaseName) async throws -> SymmetricKey {
        try requireNotClosed()
        return try SymmetricKey(try await storedKey(.symmetricKey, named: name, in: database))
    }

    /// Creates a symmetric key, which is not open afterwards: `CREATE SYMMETRIC KEY`.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units. One that begins with `#` belongs to this session and ends with it.
    ///   - database: The database.
    ///   - material: Random, or made from pass phrases, so that the same key can be made elsewhere.
    ///   - mechanisms: What the key is encrypted by, at least one. Certificates and asymmetric keys need their public
    ///     halves alone; another symmetric key must be open.
    /// - Returns: The facts about the key.
    /// - Throws: ``HierarchyError`` with the code `invalidName`, `noSuchDatabase`, `permissionDenied`, `keyExists`,
    ///   `lastEncryption` without a mechanism, `passwordRefused`, `noSuchKey` and `keyNotOpen` for a mechanism,
    ///   `encryptionExists` when two are the same.
    @discardableResult
    public func createSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        material: SymmetricKeyMaterial = .random(.aes256),
        encryptedBy mechanisms: [EncryptionMechanism]
    ) async throws -> SymmetricKey {
        try await audited(.createKey, .symmetricOrTemporaryKey(name, in: database)) {
            guard !name.hasPrefix("##") else { throw HierarchyError.globalTemporaryKey() }
            _ = try DatabaseName(name)
            try await require(
                .alterAnySymmetricKey(database), orThrow: .symmetricKeyExists(name, denied: true))
            guard !mechanisms.isEmpty else { throw HierarchyError.noEncryptor() }
            let isTemporary = name.hasPrefix("#")
            let record = try await self.database(isTemporary ? "tempdb" : database)
            if isTemporary, temporaryKey(named: name) != nil { throw HierarchyError.symmetricKeyExists(name) }
            let prepared = try await prepare(mechanisms, in: database)
            let new = try material.make(random: hierarchy.options.random)
            if isTemporary {
                return try SymmetricKey(
                    try keepTemporaryKey(named: name, in: record, material: new, encryptedBy: prepared))
            }
            let created = Mutex<StoredKey?>(nil)
            let change = Change(
                action: .createKey, subject: NamedKey.symmetricKey(name, in: database).description,
                permission: .alterAnySymmetricKey(database), denied: .symmetricKeyExists(name, denied: true)
            ) { store, environment in
                guard try store.database(record.id) != nil else { throw HierarchyError.noSuchDatabase(database) }
                let keys = try store.keys(in: record.id).filter { $0.id.kind == .symmetricKey }
                guard !keys.contains(where: { $0.name.lowercased() == name.lowercased() || $0.guid == new.guid }) else {
                    throw HierarchyError.symmetricKeyExists(name)
                }
                let stored = try new.encrypt(
                    as: try store.nextIdentifier(.symmetricKey, in: record.id), name: name, in: record, by: prepared,
                    environment)
                for mechanism in prepared { try mechanism.requireCurrent(in: store) }
                try store.put(stored.record)
                try store.put(stored.encryptions)
                created.withLock { $0 = stored }
                return ChangeReport()
            }
            _ = try await commit(change)
            return try SymmetricKey(
                created.withLock { $0 } ?? { throw HierarchyError.noSuchKey(.symmetricKey, name) }())
        }
    }

    /// Drops a symmetric key: `DROP SYMMETRIC KEY`. It may be open in this or another session, where it is closed then.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Returns: What was lost: the key.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyInUse` while it
    ///   encrypts another symmetric key.
    @discardableResult
    public func dropSymmetricKey(_ name: String, in database: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropKey, .symmetricOrTemporaryKey(name, in: database)) {
            let stored = try await storedKey(.symmetricKey, named: name, in: database, verb: "drop")
            guard stored.isTemporary else {
                return try await commit(dropping(stored, consequence: Self.lostSymmetricKey))
            }
            removeTemporaryKey(stored.record.id)
            removeOpenKey(stored.record.id)
            return ChangeReport()
        }
    }

    /// Finds out what ``dropSymmetricKey(_:in:)`` would do.
    ///
    /// - Parameters:
    ///   - name: Its name; not that of a temporary key, which no plan can hold.
    ///   - database: The database.
    /// - Returns: A plan whose report names the key.
    /// - Throws: As ``dropSymmetricKey(_:in:)``.
    public func planDropSymmetricKey(_ name: String, in database: DatabaseName) async throws -> Plan {
        try await plan(
            dropping(
                try await storedKey(.symmetricKey, named: name, in: database, verb: "drop"),
                consequence: Self.lostSymmetricKey))
    }

    private static let lostSymmetricKey =
        "What it has encrypted can no longer be read, unless a backup or its pass phrases "
        + "bring it back."
}

extension SymmetricKey {
    init(_ stored: Session.StoredKey) throws {
        guard let algorithm = stored.record.algorithm else {
            throw HierarchyError.corrupted("The record of the \(stored.subject) does not say what the key is made for.")
        }
        self.init(
            database: stored.database.name, id: stored.record.id, name: stored.record.name, guid: stored.record.guid,
            algorithm: algorithm, fingerprint: stored.record.fingerprint, created: stored.record.created,
            modified: stored.record.modified, encryptions: stored.encryptions)
    }
}
