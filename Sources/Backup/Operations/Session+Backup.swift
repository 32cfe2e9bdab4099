public import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Backs up the service master key: `BACKUP SERVICE MASTER KEY`. This should be one of the first things that are done
    /// to a new instance.
    ///
    /// Every place is read back before this returns; the first one is opened with every password, the copies are
    /// compared with it.
    ///
    /// - Parameters:
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places. A backup that stays on its own machine is none.
    ///   - passwords: The passwords that open it, any one of them; each must satisfy the policy.
    ///   - derivation: How much work stands between a thief of the file and a password.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `passwordRefused`,
    ///   `serviceMasterKeyUnreadable`; ``BackupError`` with the code `exists`, `mediumFailed`, `notVerified`,
    ///   `passwordNotAdded` when there are too many passwords or two are the same.
    @discardableResult
    public func backUpServiceMasterKey(
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under passwords: [BackupPassword],
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await audited(.backUpServiceMasterKey, .serviceMasterKey) {
            try await requireAcceptable(passwords)
            let key = try await serviceMasterKeyForBackup()
            return try await backUp(
                key, kind: .serviceMasterKey, database: nil, to: BackupWriting(medium: medium, copies: copies),
                passwords: passwords, derivation: derivation)
        }
    }

    /// Backs up the master key of a database: `BACKUP MASTER KEY`. The key must be open in this session unless the
    /// service master key opens it.
    ///
    /// The backup has the key itself; not the passwords of the key, and nothing that the key protects.
    ///
    /// - Parameters:
    ///   - database: The database whose master key it is.
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places. A backup that stays on its own machine is none.
    ///   - passwords: The passwords that open it, any one of them; each must satisfy the policy.
    ///   - derivation: How much work stands between a thief of the file and a password.
    /// - Returns: What the backup says, and where it is.
    /// - Throws: As ``backUpServiceMasterKey(to:copies:under:derivation:)-(_,_,[BackupPassword],_)``, and
    ///   ``/KeyHierarchy/HierarchyError`` with the code `noSuchDatabase`, `noMasterKey`, `masterKeyClosed`.
    @discardableResult
    public func backUpMasterKey(
        of database: DatabaseName,
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under passwords: [BackupPassword],
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await audited(.backUpMasterKey, .masterKey(of: database)) {
            try await requireAcceptable(passwords, for: database)
            let (key, name) = try await masterKeyForBackup(of: database)
            let receipt = try await backUp(
                key, kind: .databaseMasterKey, database: name.description,
                to: BackupWriting(medium: medium, copies: copies), passwords: passwords, derivation: derivation)
            await noteServiceMasterKeyProof(of: database)
            return receipt
        }
    }

    /// Backs up the service master key under one password, and otherwise as the operation above.
    ///
    /// - Parameters:
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places.
    ///   - password: The password that opens it.
    ///   - derivation: How much work stands between a thief of the file and the password.
    /// - Returns: What the backup says, and where it is.
    /// - Throws: As ``backUpServiceMasterKey(to:copies:under:derivation:)-(_,_,[BackupPassword],_)``.
    @discardableResult
    public func backUpServiceMasterKey(
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under password: BackupPassword,
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await backUpServiceMasterKey(to: medium, copies: copies, under: [password], derivation: derivation)
    }

    /// Backs up the master key of a database under one password, and otherwise as the operation above.
    ///
    /// - Parameters:
    ///   - database: The database whose master key it is.
    ///   - medium: Where the backup goes; nothing may be there.
    ///   - copies: Further places.
    ///   - password: The password that opens it.
    ///   - derivation: How much work stands between a thief of the file and the password.
    /// - Returns: What the backup says, and where it is.
    /// - Throws: As ``backUpMasterKey(of:to:copies:under:derivation:)-(_,_,_,[BackupPassword],_)``.
    @discardableResult
    public func backUpMasterKey(
        of database: DatabaseName,
        to medium: some BackupMedium,
        copies: [any BackupMedium] = [],
        under password: BackupPassword,
        derivation: BackupDerivation = .standard
    ) async throws -> BackupReceipt {
        try await backUpMasterKey(of: database, to: medium, copies: copies, under: [password], derivation: derivation)
    }

    func requireAcceptable(_ passwords: [BackupPassword], for database: DatabaseName? = nil) async throws {
        guard !passwords.isEmpty else {
            throw BackupError(.noSuchPassword, "A backup needs a password.", advice: "Give at least one.")
        }
        for password in passwords {
            try await requireAcceptable(password.password, label: password.label, for: database)
        }
    }

    private func backUp(
        _ key: OpenKey,
        kind: BackupFacts.KeyKind,
        database: String?,
        to writing: BackupWriting,
        passwords: [BackupPassword],
        derivation: BackupDerivation
    ) async throws -> BackupReceipt {
        try await backUp(
            key.material, of: key.id,
            BackupFacts(
                kind: kind, server: try await hierarchy.serverName(), database: database, algorithm: key.algorithm,
                created: hierarchy.options.now(), fingerprint: key.fingerprint),
            to: writing, passwords: passwords, derivation: derivation)
    }

    /// Seals a key, writes it to all places, and notes each that holds it.
    ///
    /// A key without a fingerprint is not noted: there would be no telling later whether the backup is of the same key.
    func backUp(
        _ material: SharedSecret,
        of key: KeyIdentifier,
        _ facts: BackupFacts,
        to writing: BackupWriting,
        passwords: [BackupPassword],
        derivation: BackupDerivation
    ) async throws -> BackupReceipt {
        let created = hierarchy.options.now()
        let (backup, facts) = try await BackupWriting.seal(
            material, facts, passwords: passwords, derivation: derivation, random: hierarchy.options.random)
        var places: [String] = []
        func records() -> [BackupRecord] {
            guard let fingerprint = facts.fingerprint else { return [] }
            return places.enumerated().map { index, place in
                BackupRecord(
                    key: key, fingerprint: fingerprint, place: place, isCopy: index > 0, verified: created,
                    passwords: facts.notedPasswords)
            }
        }
        do {
            let warnings = try await writing.write(backup, passwords: passwords) { places.append($0.place) }
            let notes = await noteIfPossible(records())
            return BackupReceipt(facts: facts, places: places, warnings: warnings + notes)
        } catch {
            // What was written to some of the places is a good backup all the same.
            _ = await noteIfPossible(records())
            throw error
        }
    }

    /// Notes backups. By now they are written or verified, and a store that fails does not take that back; above all, a
    /// conflict must not start the whole operation again, which would find its own file.
    ///
    /// - Returns: A warning when it was not possible.
    func noteIfPossible(_ records: [BackupRecord]) async -> [BackupWarning] {
        guard !records.isEmpty else { return [] }
        guard hierarchy.options.maintainsStore else { return [.notNoted] }
        do {
            try await retryingConflicts { try await note(records) }
            return []
        } catch {
            return [.notNoted]
        }
    }
}
