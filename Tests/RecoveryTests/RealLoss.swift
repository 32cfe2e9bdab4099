import Backup
import KeyHierarchy
import KeyHierarchyTesting
import Recovery

/// A loss that really happened: the things are taken away, whatever is left is used as an operator would use it, and every key
/// is opened.
struct RealLoss {
    private let hierarchy: RandomHierarchy
    private let lost: Set<Asset>
    private let original: Inventory
    /// What is left of the instance, on the machine that is left.
    private let copy: EncryptionHierarchy
    private let session: Session
    /// The passwords that are left.
    private let passwords: [Asset: Password]
    /// Master keys that were made anew, since nothing opened them.
    private var replacedMasterKeys: Set<String> = []
    /// What opens on another server: certificates, and the encryption keys of databases under them.
    private var openElsewhere: Set<String> = []

    /// The keys that open after the loss, by ``RandomHierarchy/name(of:in:)``.
    private(set) var openKeys: Set<String> = []

    private static let newPassword: Password = "The new one of what is restored"

    init(of hierarchy: RandomHierarchy, losing lost: Set<Asset>) async throws {
        self.hierarchy = hierarchy
        self.lost = lost
        original = try await hierarchy.instance.session.inventory()
        let left = hierarchy.protectors.filter { !lost.contains(.rootProtector($0.name)) }
        copy = try await hierarchy.instance.hierarchy.copyInMemory(
            under: left.isEmpty ? [EphemeralRootProtector()] : left)
        session = copy.session()
        passwords = hierarchy.passwords.filter { !lost.contains($0.key) }
        try await removeDatabases()
        try await restore(.serviceMasterKey)
        try await restore(.databaseMasterKey)
        try await restore(.symmetricKey)
        try await replaceMasterKeys()
        try await restoreCertificates()
        let trial = try await openingTrial(of: copy)
        let inventory = try await session.inventory()
        openKeys = Set(
            inventory.keys.filter { trial.slots[$0.id] != nil }.map { RandomHierarchy.name(of: $0, in: inventory) })
        openKeys.subtract(replacedMasterKeys)
        openKeys.formUnion(openElsewhere)
    }

    private func openingTrial(of hierarchy: EncryptionHierarchy) async throws -> OpeningTrial {
        try await OpeningTrial(hierarchy, passwords: passwords.values + [Self.newPassword])
    }

    private func removeDatabases() async throws {
        let gone = lost.compactMap { if case .database(let id) = $0 { id } else { nil } }
        try await copy.store.write { store in
            for database in gone {
                for key in try store.keys(in: database) { try store.removeKey(key.id) }
                try store.removeDatabase(database)
            }
        }
    }

    private func createDatabase(_ name: DatabaseName) async throws {
        if try await session.inventory().databases.contains(where: { $0.name == name }) { return }
        try await session.createDatabase(name)
    }

    // MARK: Backups

    /// Restores the backups of one kind that are left, by every password that is left.
    private func restore(_ kind: BackupFacts.KeyKind) async throws {
        for medium in hierarchy.backups where !lost.contains(.backup(place: medium.place)) {
            guard let facts = try await medium.inspect().unverifiedFacts, facts.kind == kind else { continue }
            for password in passwords.values { try await restore(medium, facts, password: password) }
        }
    }

    private func restore(_ medium: MemoryBackupMedium, _ facts: BackupFacts, password: Password) async throws {
        if facts.kind == .serviceMasterKey {
            // An older one is another key.
            guard try await session.serviceMasterKey().fingerprint == facts.fingerprint else { return }
            _ = try? await session.restoreServiceMasterKey(from: medium, password: password)
            return
        }
        let database = try DatabaseName(facts.database ?? "")
        try await createDatabase(database)
        if facts.kind == .databaseMasterKey {
            _ = try? await session.restoreMasterKey(
                of: database, from: medium, password: password, newPassword: Self.newPassword)
        } else {
            _ = try? await session.restoreSymmetricKey(
                facts.name ?? "", in: database, from: medium, password: password, newPassword: Self.newPassword)
        }
    }

    // MARK: Certificates

    /// The private keys of which a file is left, and a password of that.
    private var privateKeys: [(file: RandomHierarchy.CertificateFile, key: PrivateKey)] {
        hierarchy.certificateFiles.filter { !lost.contains(.backup(place: $0.medium.place)) }.compactMap { file in
            file.privateKeys.first { passwords[$0.key] != nil }.map { (file, $0.value) }
        }
    }

    /// Puts new master keys in the place of those that nothing opens, where there is a certificate to bring back.
    private mutating func replaceMasterKeys() async throws {
        let trial = try await openingTrial(of: copy)
        let inventory = try await session.inventory()
        for database in Set(privateKeys.map(\.file.certificate.database)) {
            guard let id = inventory.databases.first(where: { $0.name == database })?.id,
                let key = inventory.key(.databaseMasterKey(of: id)), trial.slots[key.id] == nil
            else { continue }
            try await session.regenerateMasterKey(of: database, password: Self.newPassword, tolerance: .force)
            replacedMasterKeys.insert(RandomHierarchy.name(of: key, in: inventory))
        }
    }

    private mutating func restoreCertificates() async throws {
        for (file, key) in privateKeys {
            let certificate = file.certificate
            let (name, database) = (certificate.name, certificate.database)
            try await createDatabase(database)
            if (try? await session.certificate(name, in: database)) == nil {
                try await session.importCertificate(
                    name, in: database, encoded: certificate.encoded, privateKey: key,
                    protectedBy: .password(Self.newPassword))
                continue
            }
            // A server does it only where nothing is under the private key.
            try? await session.removePrivateKey(of: .certificate(name), in: database)
            // The master key has to be open for what is under it to be looked at.
            try? await session.openMasterKey(of: database, password: Self.newPassword)
            try? await session.importPrivateKey(
                key, ofCertificate: name, in: database, protectedBy: .password(Self.newPassword))
            let elsewhere = file.openElsewhere.filter { !lost.contains(.database($0.id.database)) }
            openElsewhere.formUnion(elsewhere.map { RandomHierarchy.name(of: $0, in: original) })
        }
    }
}
