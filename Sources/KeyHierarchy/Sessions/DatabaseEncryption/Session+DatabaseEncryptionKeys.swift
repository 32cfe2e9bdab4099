#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Returns the facts about the encryption key of a database, or `nil` when it has none.
    ///
    /// - Parameter name: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL on the database), `noSuchDatabase`,
    ///   `corrupted`.
    public func databaseEncryptionKey(of name: DatabaseName) async throws -> DatabaseEncryptionKey? {
        try requireNotClosed()
        guard let stored = try await storedDatabaseEncryptionKey(of: name).1 else { return nil }
        let owner = try await certificate(protecting: stored)
        return try DatabaseEncryptionKey(stored, under: owner)
    }

    /// Creates the encryption key of a database, under a certificate of `master`:
    /// `CREATE DATABASE ENCRYPTION KEY … ENCRYPTION BY SERVER CERTIFICATE`.
    ///
    /// - Parameters:
    ///   - name: The database; no system database.
    ///   - algorithm: AES.
    ///   - certificate: The name of the certificate, whose private key lies under the master key of `master`. It may have
    ///     expired.
    /// - Returns: A warning when the private key of the certificate was never backed up: 33091.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL on the database), `noSuchDatabase`,
    ///   `systemDatabase`, `noSuchKey`, `databaseEncryption` when there is a key already or the certificate cannot be
    ///   used, `unsupported` for a deprecated algorithm.
    @discardableResult
    public func createDatabaseEncryptionKey(
        of name: DatabaseName,
        algorithm: KeyAlgorithm = .aes256,
        certificate: String
    ) async throws -> ChangeReport {
        try await audited(.createKey, .databaseEncryptionKey(of: name)) {
            let (database, existing) = try await storedDatabaseEncryptionKey(of: name)
            guard !database.id.isSystem else { throw HierarchyError.cannotEncryptSystemDatabase() }
            let owner = try await certificateForDatabaseEncryption(certificate)
            guard existing == nil else { throw HierarchyError.databaseEncryptionKeyExists() }
            let key = try newDatabaseEncryptionKey(of: database, algorithm: algorithm)
            let mechanism = PreparedMechanism.publicKey(try owner.publicKey, of: owner.record)
            return try await commit(
                Change(.createKey, encryptionKeyOf: name) { store, environment in
                    guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(name) }
                    guard try store.key(key.id) == nil else { throw HierarchyError.databaseEncryptionKeyExists() }
                    try mechanism.requireCurrent(in: store)
                    try store.put(
                        KeyRecord(
                            id: key.id, name: "database encryption key", guid: key.guid, algorithm: algorithm,
                            fingerprint: key.fingerprint,
                            details: try DatabaseEncryptionKeyDetails(regenerated: environment.now).encoded(),
                            created: environment.now, modified: environment.now, version: 1))
                    try store.put([try mechanism.encryption(of: key, slot: 1, in: environment)])
                    return try Self.warning(about: owner)
                })
        }
    }

    /// Replaces the encryption key of a database with a new one: `ALTER DATABASE ENCRYPTION KEY REGENERATE`.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - algorithm: AES.
    /// - Returns: A warning when the private key of the certificate was never backed up: 33091.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `databaseEncryption` when there is
    ///   no key, `masterKeyClosed`, `corrupted`, `unsupported`.
    @discardableResult
    public func regenerateDatabaseEncryptionKey(
        of name: DatabaseName,
        algorithm: KeyAlgorithm = .aes256
    ) async throws -> ChangeReport {
        try await audited(.alterKey, .databaseEncryptionKey(of: name)) {
            let (stored, owner) = try await requireDatabaseEncryptionKey(of: name)
            // The server decrypts what the old key has encrypted, so it must be readable.
            _ = try await open(stored, under: owner)
            let key = try newDatabaseEncryptionKey(of: stored.database, algorithm: algorithm)
            return try await commit(replacing(stored, with: key, under: owner, regenerated: true))
        }
    }

    /// Puts the encryption key of a database under another certificate of `master`:
    /// `ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY SERVER CERTIFICATE`. The key itself stays.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - certificate: The name of the certificate, whose private key lies under the master key of `master`.
    /// - Returns: A warning when the private key of the certificate was never backed up: 33091.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `databaseEncryption`, `noSuchKey`,
    ///   `masterKeyClosed`, `corrupted`.
    @discardableResult
    public func protectDatabaseEncryptionKey(
        of name: DatabaseName,
        certificate: String
    ) async throws -> ChangeReport {
        try await audited(.alterKey, .databaseEncryptionKey(of: name)) {
            let (stored, owner) = try await requireDatabaseEncryptionKey(of: name)
            let newOwner = try await certificateForDatabaseEncryption(certificate)
            let key = try await open(stored, under: owner)
            // What opens the key goes: what takes its place has to open.
            _ = try await privateKey(of: newOwner, password: nil)
            return try await commit(replacing(stored, with: key, under: newOwner, regenerated: false))
        }
    }

    /// Drops the encryption key of a database that is not encrypted: `DROP DATABASE ENCRYPTION KEY`.
    ///
    /// - Parameter name: The database.
    /// - Returns: What was lost: the key.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `databaseEncryption` when there is
    ///   no key, or the database is encrypted.
    @discardableResult
    public func dropDatabaseEncryptionKey(of name: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropKey, .databaseEncryptionKey(of: name)) {
            guard let stored = try await storedDatabaseEncryptionKey(of: name).1 else {
                throw HierarchyError.noDatabaseEncryptionKey()
            }
            return try await commit(
                Change(.dropKey, encryptionKeyOf: name) { store, _ in
                    let present = try store.requireUnchanged(stored.record)
                    guard try !DatabaseEncryptionKeyDetails(present).isEncrypting else {
                        throw HierarchyError.databaseEncryptionKeyInUse()
                    }
                    var report = ChangeReport()
                    report.lost.append(
                        ChangeReport.Entry(
                            key: present.id, name: try store.fullName(of: present.id),
                            consequence:
                                "Backups and logs from the time when the database was encrypted hold their own "
                                + "copy of it, under the certificate."))
                    try store.removeKey(present.id)
                    return report
                })
        }
    }

    /// Switches the encryption of a database on or off: `ALTER DATABASE … SET ENCRYPTION`.
    ///
    /// - Parameters:
    ///   - isOn: Whether the database is to be encrypted.
    ///   - name: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `systemDatabase`,
    ///   `databaseEncryption` when there is no key, or it is in that state already; `masterKeyClosed`, `corrupted`.
    public func setEncryption(_ isOn: Bool, of name: DatabaseName) async throws {
        try await audited(.alterKey, .databaseEncryptionKey(of: name)) {
            let (database, stored) = try await storedDatabaseEncryptionKey(of: name)
            guard !database.id.isSystem else { throw HierarchyError.cannotEncryptSystemDatabase() }
            guard let stored else { throw HierarchyError.noKeyToEncryptDatabase() }
            if isOn { _ = try await open(stored, under: try await certificate(protecting: stored)) }
            _ = try await commit(
                Change(.alterKey, encryptionKeyOf: name) { store, environment in
                    let present = try store.requireUnchanged(stored.record)
                    var details = try DatabaseEncryptionKeyDetails(present)
                    guard details.isEncrypting != isOn else {
                        throw isOn ? HierarchyError.alreadyEncrypted() : HierarchyError.alreadyDecrypted()
                    }
                    details.isEncrypting = isOn
                    details.set = environment.now
                    var record = present
                    record.details = try details.encoded()
                    try store.touch(record, at: environment.now)
                    return ChangeReport()
                })
        }
    }
}

extension Change {
    /// A change to the encryption key of a database.
    fileprivate init(
        _ action: AuditEvent.Action,
        encryptionKeyOf database: DatabaseName,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) {
        self.init(
            action: action, subject: NamedKey.databaseEncryptionKey(of: database).description,
            permission: .control(database), perform: perform)
    }
}
