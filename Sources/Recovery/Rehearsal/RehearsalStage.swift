import Backup
import KeyHierarchy
import Policy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The new machine on which a restore is rehearsed: an instance in memory that nobody else knows.
struct RehearsalStage {
    private let passwords: [Password]
    private let session: Session
    /// What was there before: that of the instance which is copied. `nil` when none is.
    private let inventory: Inventory?
    /// The password of what is restored. Nobody will ever need it again.
    private let throwawayPassword = Password(UUID().uuidString + UUID().uuidString)
    /// What that password is called, and none of a user's: a key that it opens has come back by its backup.
    private let throwawayLabel = UUID().uuidString

    init(of hierarchy: EncryptionHierarchy?, passwords: [Password]) async throws {
        self.passwords = passwords
        let protector = try EphemeralRootProtector()
        if let hierarchy {
            try await hierarchy.session().require(.controlServer)
            session = try await hierarchy.copyInMemory(under: [protector]) { options in
                options.passwordPolicy = .none
                options.authorizer = AllowAllAuthorizer()
            }.session()
            // Of the copy, which is one state of the store.
            inventory = try await session.inventory()
        } else {
            inventory = nil
            var options = EncryptionHierarchy.Options()
            options.passwordPolicy = .none
            session = try await EncryptionHierarchy(rootProtectors: [protector], options: options).session()
        }
    }

    // MARK: Backups

    /// Why a backup is of no use.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ error: any Error) {
            description = (error as? BackupError)?.message ?? (error as? HierarchyError)?.message ?? "\(error)"
        }

        init(_ description: String) {
            self.description = description
        }
    }

    /// What a file holds that a password has opened.
    enum Opened {
        case backup(OpenedBackup)
        /// The private key of a certificate, from a private key file (PVK) or a PFX.
        case privateKey(PrivateKey)
    }

    /// Opens a backup with the first of the passwords that does.
    func open(_ medium: any BackupMedium) async throws -> Result<Opened, Failure> {
        do {
            let form = try await PrivateKeyForm(of: medium)
            for password in passwords {
                do {
                    if let form { return .success(.privateKey(try await form.privateKey(password: password))) }
                    return .success(.backup(try await medium.sealedBackup().open(password: password)))
                } catch let error as BackupError where error.code == .wrongPassword {
                    continue
                } catch let error as HierarchyError where error.code == .privateKeyPassword {
                    continue
                }
            }
            return .failure(Failure("None of the \(passwords.count) passwords opens it."))
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failure(Failure(error))
        }
    }

    /// Restores a backup that was opened.
    func restore(_ backup: OpenedBackup, from medium: any BackupMedium) async throws -> Rehearsal.BackupOutcome {
        do {
            switch backup.facts?.kind {
            case .serviceMasterKey: return try await restoreServiceMasterKey(backup)
            case .databaseMasterKey: return try await restoreMasterKey(backup)
            case .symmetricKey: return try await restoreSymmetricKey(backup)
            case nil:
                // Another program made it. Whether it is this key, its fingerprint says.
                guard backup.fingerprint == inventory?.key(.serviceMasterKey)?.fingerprint else {
                    return .opened("It does not say which key it holds.")
                }
                return try await restoreServiceMasterKey(backup)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failed(Failure(error).description)
        }
    }

    private func restoreServiceMasterKey(_ backup: OpenedBackup) async throws -> Rehearsal.BackupOutcome {
        if let key = inventory?.key(.serviceMasterKey), key.fingerprint != backup.fingerprint {
            return .opened(
                "It holds another service master key than the one in use: an older one, or another server's.")
        }
        try await session.restoreServiceMasterKey(from: backup)
        return .restored
    }

    private func restoreMasterKey(_ backup: OpenedBackup) async throws -> Rehearsal.BackupOutcome {
        let name = try DatabaseName(backup.facts?.database ?? "")
        if let inventory {
            guard let database = inventory.databases.first(where: { $0.name == name }) else {
                return .opened("The instance has no database \(name) any more.")
            }
            guard let key = inventory.key(.databaseMasterKey(of: database.id)), key.fingerprint == backup.fingerprint
            else {
                return .opened("The database has another master key now, or none.")
            }
        } else {
            try await createDatabase(name)
        }
        try await session.restoreMasterKey(
            of: name, from: backup, newPassword: throwawayPassword, label: throwawayLabel)
        return .restored
    }

    private func restoreSymmetricKey(_ backup: OpenedBackup) async throws -> Rehearsal.BackupOutcome {
        let database = try DatabaseName(backup.facts?.database ?? "")
        let name = backup.facts?.name ?? ""
        if let inventory {
            guard let id = inventory.databases.first(where: { $0.name == database })?.id else {
                return .opened("The instance has no database \(database) any more.")
            }
            let present = inventory.keys.contains { key in
                key.id.kind == .symmetricKey && key.id.database == id && key.fingerprint == backup.fingerprint
                    && key.name.lowercased() == name.lowercased()
            }
            guard present else { return .opened("The database has another symmetric key of that name now, or none.") }
        } else {
            try await createDatabase(database)
        }
        try await session.restoreSymmetricKey(
            name, in: database, from: backup, newPassword: throwawayPassword, label: throwawayLabel)
        return .restored
    }

    /// The key in a backup, where the instance has another one in its place now.
    func formerKey(in backup: OpenedBackup) throws -> OpenKey? {
        guard let inventory, let facts = backup.facts else { return nil }
        let id: KeyIdentifier
        switch facts.kind {
        case .serviceMasterKey: id = .serviceMasterKey
        case .databaseMasterKey:
            guard let name = try? DatabaseName(facts.database ?? ""),
                let database = inventory.databases.first(where: { $0.name == name })
            else { return nil }
            id = .databaseMasterKey(of: database.id)
        case .symmetricKey: return nil
        }
        guard let key = inventory.key(id), key.fingerprint != backup.fingerprint else { return nil }
        return try OpenKey(id: id, guid: UUID(), material: backup.material)
    }

    /// Creates a database, unless a backup before has needed it.
    private func createDatabase(_ name: DatabaseName) async throws {
        do {
            _ = try await session.database(name)
        } catch let error as HierarchyError where error.code == .noSuchDatabase {
            try await session.createDatabase(name)
        }
    }

    // MARK: Keys

    /// Opens everything, and tries other keys on what stays closed.
    ///
    /// - Parameters:
    ///   - privateKeys: The private keys of certificates that files hold.
    ///   - formerKeys: Keys that the instance had before.
    func openEverything(privateKeys: [PrivateKey], formerKeys: [OpenKey]) async throws -> OpeningTrial {
        // The throwaway password opens what was restored, as the operator's new one would.
        var keysInUse: Set<KeyIdentifier> = []
        for encryption in inventory?.keys.flatMap(\.encryptions) ?? [] {
            if case .key(let protector) = encryption.protector { keysInUse.insert(protector) }
        }
        return try await OpeningTrial(
            session.hierarchy, passwords: passwords + [throwawayPassword], privateKeys: privateKeys,
            formerKeys: formerKeys, keysInUse: keysInUse)
    }

    /// What became of a file with a private key.
    ///
    /// - Parameter isKnown: Whether the instance has the certificate.
    func outcome(ofPrivateKey isKnown: Bool) -> Rehearsal.BackupOutcome {
        if isKnown { return .restored }
        return .opened(
            inventory == nil
                ? "Which certificate it belongs to, the certificate's own file says."
                : "The instance has no certificate and no asymmetric key that it belongs to.")
    }

    /// Says what became of each key.
    ///
    /// - Parameters:
    ///   - trial: What has opened.
    ///   - backups: The backups that were opened: without an instance, the keys are theirs.
    ///   - placesOfFormerKeys: Where the backups of the further keys are that were tried.
    func triedKeys(
        _ trial: OpeningTrial,
        backups: [OpenedBackup],
        placesOfFormerKeys places: [String]
    ) async throws -> [Rehearsal.TriedKey] {
        let present = try await session.inventory()
        let keys = (inventory ?? present).keys.filter { key in
            inventory == nil
                ? backups.contains { $0.fingerprint == key.fingerprint && $0.facts?.guid ?? key.guid == key.guid }
                : key.isSecret
        }
        return keys.map { key in
            Rehearsal.TriedKey(
                key: key.id, title: key.title, database: present.name(of: key.id.database),
                outcome: outcome(of: key, trial, places, present: present))
        }
    }

    /// A server neither takes a private key in beside another one (15332), nor gives one up that something is under (33011).
    private static func wayElsewhere(_ kind: KeyIdentifier.Kind) -> String {
        kind == .certificate
            ? "its file, on another server only"
            : "its certificate and a backup of the database, on another server only"
    }

    private func outcome(
        of key: Inventory.Key,
        _ trial: OpeningTrial,
        _ placesOfFormerKeys: [String],
        present: Inventory
    ) -> Rehearsal.KeyOutcome {
        if let slot = trial.slots[key.id] {
            let ways = present.key(key.id)?.encryptions ?? []
            guard let way = ways.first(where: { $0.slot == slot }) else { return .comesBack(by: "its backup") }
            // Its password was made here, when it was restored.
            if way.protector == .password, way.label == throwawayLabel { return .comesBack(by: "its backup") }
            return .comesBack(by: present.name(of: way))
        }
        if trial.opensElsewhere(key.id) {
            return .comesBack(by: Self.wayElsewhere(key.id.kind))
        }
        if let former = trial.secretsUnderFormerKeys[key.id] {
            return .staysClosed("It is under an older key, the one in \(placesOfFormerKeys[former]).")
        }
        guard !key.encryptions.isEmpty else { return .staysClosed("Nothing protects it any more.") }
        let ways = key.encryptions.map { way in
            let id = KeyEncryption.Identifier(key: key.id, slot: way.slot)
            let name = present.name(of: way)
            switch way.protector {
            case .root: return "no backup of it was given"
            case .password:
                return trial.refused.contains(id) ? "\(name) is damaged" : "\(name) was not given"
            case .key(let protector):
                if trial.slots[protector] == nil {
                    return trial.opensElsewhere(protector)
                        ? "\(name) comes back on another server only, where this key is not"
                        : "\(name) does not come back"
                }
                return "\(name) does not open it: it was damaged, or made under another key"
            }
        }
        var seen = Set<String>()
        return .staysClosed(ways.filter { seen.insert($0).inserted }.joined(separator: "; ") + ".")
    }
}
