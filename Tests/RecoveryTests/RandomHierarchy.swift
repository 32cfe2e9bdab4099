import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Policy
import Recovery

/// A small instance with real keys, which was made by random operations, and everything that its operators keep: passwords in
/// labelled places, backups, and two keys of the machine.
struct RandomHierarchy {
    let instance: TestInstance
    let protectors: [EphemeralRootProtector]
    /// The passwords that are kept in a place with a label.
    private(set) var labelled: [String: Password] = [:]
    /// The passwords that nobody has labelled, by what is lost with them.
    private(set) var unlabelled: [Asset: Password] = [:]
    private(set) var backups: [MemoryBackupMedium] = []

    private var random: SplitMix64
    private var passwordCount = 0
    private var placeCount = 0

    private static let labels = ["vault", "on call", "safe"]

    init(seed: UInt64) async throws {
        random = SplitMix64(seed: seed)
        var protectors = [try EphemeralRootProtector()]
        if Bool.random(using: &random) { protectors.append(try EphemeralRootProtector(name: .serviceAccount)) }
        self.protectors = protectors
        instance = try await TestInstance(rootProtectors: protectors) { $0.passwordPolicy = .none }
        for label in Self.labels { labelled[label] = newPassword() }
        for number in 0..<Int.random(in: 1...3, using: &random) {
            try await addDatabase(DatabaseName("Database \(number)"))
        }
        if chance(0.5) { try await addCredential("of the server", in: .server) }
        for _ in 0..<Int.random(in: 0...2, using: &random) { try await backUpServiceMasterKey() }
        if chance(0.2) { try await instance.session.regenerateServiceMasterKey() }
    }

    // MARK: Making it

    private mutating func addDatabase(_ name: DatabaseName) async throws {
        let session = instance.session
        try await session.createDatabase(name)
        let (label, password) = nextPassword()
        try await session.createMasterKey(in: name, password: password, label: label)
        try await keep(password, label, ofKeysIn: name)
        if chance(0.4) {
            let (label, password) = nextPassword()
            // The same place may be drawn twice, and its password is there already then.
            if (try? await session.addPassword(password, label: label, toMasterKeyOf: name)) != nil {
                try await keep(password, label, ofKeysIn: name)
            }
        }
        for number in 0..<Int.random(in: 0...2, using: &random) {
            try await addCredential("secret \(number)", in: .database(name))
        }
        try await addSymmetricKeys(in: name)
        if chance(0.15) {
            try await session.createCertificate("Certificate", in: name, subject: "Recovery")
            try await session.createSymmetricKey("By certificate", in: name, encryptedBy: [.certificate("Certificate")])
        }
        if chance(0.4) { try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: name) }
        for _ in 0..<Int.random(in: 0...2, using: &random) { try await backUpMasterKey(of: name) }
    }

    private mutating func addSymmetricKeys(in name: DatabaseName) async throws {
        var previous: String?
        for number in 0..<Int.random(in: 0...3, using: &random) {
            var mechanisms: [EncryptionMechanism] = []
            var password: (label: String, password: Password)?
            if let previous, chance(0.7) { mechanisms.append(.symmetricKey(previous)) }
            if mechanisms.isEmpty || chance(0.5) {
                let next = nextPassword()
                password = next
                mechanisms.append(.password(next.password, label: next.label))
            }
            let key = "key \(number)"
            try await instance.session.createSymmetricKey(key, in: name, encryptedBy: mechanisms)
            if let password {
                try await keep(password.password, password.label, ofKeysIn: name)
                try await instance.session.openSymmetricKey(key, in: name, by: .password(password.password))
                previous = key
            }
        }
    }

    private func addCredential(_ name: String, in scope: Credential.Scope) async throws {
        try await instance.session.createCredential(
            name, in: scope, identity: "somebody", secret: SecretBytes(text: "s"))
    }

    private mutating func backUpServiceMasterKey() async throws {
        let (medium, password) = nextBackup()
        try await instance.session.backUpServiceMasterKey(to: medium, under: password, derivation: .insecureForTesting)
        try await keepBackup(medium, password)
    }

    private mutating func backUpMasterKey(of name: DatabaseName) async throws {
        let (medium, password) = nextBackup()
        // Where only a password opens it, it stays without a backup now and then.
        do {
            try await instance.session.backUpMasterKey(
                of: name, to: medium, under: password, derivation: .insecureForTesting)
        } catch let error as HierarchyError where error.code == .masterKeyClosed {
            return
        }
        try await keepBackup(medium, password)
    }

    private mutating func nextBackup() -> (MemoryBackupMedium, BackupPassword) {
        placeCount += 1
        let (label, password) = nextPassword()
        return (MemoryBackupMedium(place: "/backups/\(placeCount)"), BackupPassword(password, label: label))
    }

    private mutating func keepBackup(_ medium: MemoryBackupMedium, _ password: BackupPassword) async throws {
        backups.append(medium)
        guard password.label == "password" else { return }
        let id = try await medium.inspect().passwords[0].id
        unlabelled[.backupPassword(id)] = password.password
    }

    /// Keeps a password without a label apart from all others.
    private mutating func keep(_ password: Password, _ label: String, ofKeysIn name: DatabaseName) async throws {
        guard label == "password" else { return }
        let inventory = try await instance.session.inventory()
        for key in inventory.keys where inventory.name(of: key.id.database) == name.description {
            for way in key.encryptions where way.protector == .password && way.label == "password" {
                let asset = Asset.keyPassword(KeyEncryption.Identifier(key: key.id, slot: way.slot))
                if unlabelled[asset] == nil { unlabelled[asset] = password }
            }
        }
    }

    private mutating func nextPassword() -> (label: String, password: Password) {
        guard let label = Self.labels.randomElement(using: &random), chance(0.6), let password = labelled[label] else {
            return ("password", newPassword())
        }
        return (label, password)
    }

    private mutating func newPassword() -> Password {
        passwordCount += 1
        return Password("Password \(passwordCount) of a random instance")
    }

    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    // MARK: Losing it

    /// The keys that open after a loss, by what a person calls them: the things are really taken away, whatever is left is
    /// used, and every key is opened.
    func openKeys(afterLosing lost: Set<Asset>) async throws -> Set<String> {
        let left = protectors.filter { !lost.contains(.rootProtector($0.name)) }
        let copy = try await instance.hierarchy.copyInMemory(under: left.isEmpty ? [EphemeralRootProtector()] : left)
        let gone = lost.compactMap { if case .database(let id) = $0 { id } else { nil } }
        try await copy.store.write { store in
            for database in gone {
                for key in try store.keys(in: database) { try store.removeKey(key.id) }
                try store.removeDatabase(database)
            }
        }
        var passwords: [Password] = []
        for (label, password) in labelled where !lost.contains(.password(label: label)) { passwords.append(password) }
        for (asset, password) in unlabelled where !lost.contains(asset) { passwords.append(password) }
        let remaining = backups.filter { !lost.contains(.backup(place: $0.place)) }
        let restoring = copy.session()
        let newPassword: Password = "The new one of what is restored"
        // The service master keys first.
        for wantsServiceMasterKey in [true, false] {
            for medium in remaining {
                let facts = try await medium.inspect().unverifiedFacts
                guard (facts?.kind == .serviceMasterKey) == wantsServiceMasterKey else { continue }
                for password in passwords {
                    if wantsServiceMasterKey {
                        let present = try await restoring.serviceMasterKey().fingerprint
                        guard facts?.fingerprint == present else { continue }
                        _ = try? await restoring.restoreServiceMasterKey(from: medium, password: password)
                    } else {
                        let name = try DatabaseName(facts?.database ?? "")
                        if try await restoring.inventory().databases.allSatisfy({ $0.name != name }) {
                            try await restoring.createDatabase(name)
                        }
                        _ = try? await restoring.restoreMasterKey(
                            of: name, from: medium, password: password, newPassword: newPassword)
                    }
                }
            }
        }
        let trial = try await OpeningTrial(copy, passwords: passwords + [newPassword])
        let inventory = try await restoring.inventory()
        return Set(inventory.keys.filter { trial.slots[$0.id] != nil }.map { Self.name(of: $0, in: inventory) })
    }

    /// What tells a key from all others, also when its database has got another number.
    static func name(of key: Inventory.Key, in inventory: Inventory) -> String {
        "\(key.title) in \(inventory.name(of: key.id.database))"
    }
}
