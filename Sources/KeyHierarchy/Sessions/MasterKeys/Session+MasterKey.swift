#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Returns the facts about the master key of a database, or `nil` when it has none.
    ///
    /// - Parameter name: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL on the database), `noSuchDatabase`,
    ///   `corrupted`.
    public func masterKey(of name: DatabaseName) async throws -> DatabaseMasterKey? {
        try requireNotClosed()
        guard let stored = try await storedMasterKey(ifPresentIn: name).1 else { return nil }
        guard let algorithm = stored.record.algorithm, let fingerprint = stored.record.fingerprint else {
            throw HierarchyError.corrupted("The record of the master key of database \(name) is not one of a key.")
        }
        return DatabaseMasterKey(
            database: stored.database.name, guid: stored.record.guid, algorithm: algorithm, fingerprint: fingerprint,
            created: stored.record.created, modified: stored.record.modified, encryptions: stored.encryptions,
            backups: try await hierarchy.store.read { try $0.backups(of: stored.record.id) })
    }

    /// Creates the master key of a database, protected by a password and by the service master key:
    /// `CREATE MASTER KEY ENCRYPTION BY PASSWORD`.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - password: A password that satisfies the policy.
    ///   - label: What a person calls the password: where it is kept, not what it is.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL on the database), `noSuchDatabase`,
    ///   `passwordRefused`, `masterKeyExists`, `serviceMasterKeyUnreadable`.
    public func createMasterKey(
        in name: DatabaseName,
        password: Password,
        label: String = KeyEncryption.defaultLabel
    ) async throws {
        try await audited(.createMasterKey, .masterKey(of: name)) {
            let (database, existing) = try await storedMasterKey(ifPresentIn: name)
            guard existing == nil else { throw HierarchyError.masterKeyExists(name) }
            try await requireAcceptable(password, label: label, for: name)
            let root = try await hierarchy.openServiceMasterKey()
            let seal = try await newSeal(password)
            let key = try OpenKey.generate(
                .databaseMasterKey(of: database.id), random: hierarchy.options.random)
            let change = Change(.createMasterKey, masterKeyOf: name) { store, environment in
                guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(name) }
                guard try store.key(key.id) == nil else { throw HierarchyError.masterKeyExists(name) }
                try store.requireCurrent(root)
                try store.put(
                    key.record(
                        name: KeyRecord.databaseMasterKeyName, created: environment.now, modified: environment.now,
                        version: 1))
                try store.put([
                    seal.encryption(of: key, slot: 1, label: label, created: environment.now),
                    root.encryption(of: key, slot: 2, in: environment),
                ])
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// Opens the master key of a database in this session: `OPEN MASTER KEY DECRYPTION BY PASSWORD`.
    ///
    /// It stays open until it is closed, whatever database is at work. Opening an open key does nothing more.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - password: One of the passwords of the key. No policy is asked.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `wrongDecryptor`
    ///   when no encryption has this password.
    public func openMasterKey(of name: DatabaseName, password: Password) async throws {
        try await audited(.openMasterKey, .masterKey(of: name)) {
            let stored = try await storedMasterKey(of: name)
            guard let (key, encryption) = try await open(stored, with: password) else {
                throw HierarchyError.wrongDecryptor("No password of the master key of database \(name) is this one.")
            }
            await noteProof(of: encryption)
            try setOpenKey(key)
        }
    }

    /// Closes the master key of a database that this session has opened: `CLOSE MASTER KEY`.
    ///
    /// - Parameter name: The database.
    /// - Throws: ``HierarchyError`` with the code `keyNotOpen`, `noSuchDatabase`.
    public func closeMasterKey(of name: DatabaseName) async throws {
        try await audited(.closeMasterKey, .masterKey(of: name)) {
            let database = try await database(name)
            guard removeOpenKey(.databaseMasterKey(of: database.id)) else { throw HierarchyError.keyNotOpen(name) }
        }
    }

    /// Replaces the master key of a database with a new random one, and encrypts everything under it again:
    /// `ALTER MASTER KEY [FORCE] REGENERATE WITH ENCRYPTION BY PASSWORD`.
    ///
    /// The given password takes the place of all passwords; the encryption by the service master key stays where it was.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - password: A password that satisfies the policy.
    ///   - label: What a person calls the password: where it is kept, not what it is.
    ///   - tolerance: What to do about secrets that cannot be read, and when the present key itself cannot.
    /// - Returns: What was encrypted again, lost, or closed, and which passwords went with the old key.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `passwordRefused`,
    ///   `masterKeyClosed`, `dependentUnreadable`.
    @discardableResult
    public func regenerateMasterKey(
        of name: DatabaseName,
        password: Password,
        label: String = KeyEncryption.defaultLabel,
        tolerance: LossTolerance = .none
    ) async throws -> ChangeReport {
        try await audited(.regenerateMasterKey, .masterKey(of: name)) {
            try await commit(
                try await prepareRegeneration(of: name, password: password, label: label, tolerance: tolerance))
        }
    }

    /// Finds out what ``regenerateMasterKey(of:password:label:tolerance:)`` would do.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - password: A password that satisfies the policy.
    ///   - label: What a person calls the password: where it is kept, not what it is.
    ///   - tolerance: What to do about secrets that cannot be read, and when the present key itself cannot.
    /// - Returns: A plan that holds the new key: committing it puts that one in place.
    /// - Throws: As ``regenerateMasterKey(of:password:label:tolerance:)``.
    public func planRegenerateMasterKey(
        of name: DatabaseName,
        password: Password,
        label: String = KeyEncryption.defaultLabel,
        tolerance: LossTolerance = .none
    ) async throws -> Plan {
        try await plan(
            try await prepareRegeneration(of: name, password: password, label: label, tolerance: tolerance))
    }

    /// Drops the master key of a database: `DROP MASTER KEY`. It need not be open.
    ///
    /// - Parameter name: The database.
    /// - Returns: What was lost: the key.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied`, `noSuchDatabase`, `noMasterKey`, `keyInUse` while
    ///   something is encrypted by it.
    @discardableResult
    public func dropMasterKey(of name: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropMasterKey, .masterKey(of: name)) {
            try await commit(try await prepareDropMasterKey(of: name))
        }
    }

    /// Finds out what dropping the master key of a database would lose.
    ///
    /// - Parameter name: The database.
    /// - Returns: A plan whose report names the key.
    /// - Throws: As ``dropMasterKey(of:)``.
    public func planDropMasterKey(of name: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDropMasterKey(of: name))
    }

    private func prepareDropMasterKey(of name: DatabaseName) async throws -> Change {
        let stored = try await storedMasterKey(of: name)
        let id = stored.record.id
        return Change(.dropMasterKey, masterKeyOf: name) { store, _ in
            _ = try store.requireUnchanged(stored.record)
            try store.forEachEncryption(under: .key(id), batchSize: 1) { batch in
                throw HierarchyError.keyInUse(name, dependent: try store.name(of: batch[0].id.key))
            }
            var report = ChangeReport()
            report.lost.append(
                ChangeReport.Entry(
                    key: id, name: try store.fullName(of: id), consequence: "Only a backup brings it back."))
            try store.removeKey(id)
            return report
        }
    }

    private func prepareRegeneration(
        of name: DatabaseName,
        password: Password,
        label: String,
        tolerance: LossTolerance
    ) async throws -> Change {
        let stored = try await storedMasterKey(of: name)
        try await requireAcceptable(password, label: label, for: name)
        let old = try await readable(tolerance) { try await accessibleKey(ifPossible: stored) }
        if old == nil, tolerance == .none { throw HierarchyError.masterKeyClosed(name) }
        let replacement = MasterKeyReplacement(
            stored: stored, old: old, new: try OpenKey.generate(stored.record.id, random: hierarchy.options.random),
            root: try await readable(tolerance) { try await readableServiceMasterKey() },
            seal: try await newSeal(password), label: label,
            tolerance: tolerance)
        return replacement.change(.regenerateMasterKey)
    }
}
