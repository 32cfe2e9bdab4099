import KeyHierarchy

extension RecoveryAnalysis {
    /// The most keys of one weakness for which a remedy is written out.
    private static let maximumRemedies = 3

    /// What would mend a weakness: a backup, a copy of one, or another way in.
    ///
    /// Where many keys would be lost, the remedies of those that matter most are written out, and the last one says how many
    /// more there are. Certificates under which databases are encrypted come first.
    ///
    /// - Parameter weakness: A weakness of this inventory.
    /// - Returns: What to do; any of the assets may be made less important by it.
    public func remedies(for weakness: Weakness) -> [RecoveryStep] {
        let keys = keysToSave(from: weakness)
        var remedies = keys.prefix(Self.maximumRemedies).map { remedy(for: $0, weakness.assets) }
        if keys.count > Self.maximumRemedies {
            remedies.append(RecoveryStep("And the same for \(keys.count - Self.maximumRemedies) more."))
        }
        return remedies
    }

    /// The keys that would have to be saved one by one: the others come back with them.
    private func keysToSave(from weakness: Weakness) -> [Inventory.Key] {
        let lost = Set(weakness.keys)
        var keys = weakness.keys.compactMap(inventory.key)
        if weakness.assets.contains(where: \.holdsKeys) {
            // What is in a store that is gone comes back from a backup of its own.
            let saved = keys.filter(\.canBeBackedUp)
            if !saved.isEmpty { keys = saved }
        } else {
            keys.removeAll { key in
                key.encryptions.contains {
                    if case .key(let protector) = $0.protector { lost.contains(protector) } else { false }
                }
            }
        }
        let certificates = Set((weakness.databases + weakness.databaseBackups).flatMap(certificates(of:)))
        keys += certificates.subtracting(lost).sorted().compactMap(inventory.key)
        return keys.filter { certificates.contains($0.id) } + keys.filter { !certificates.contains($0.id) }
    }

    /// The certificates and asymmetric keys that open the encryption key of a database.
    private func certificates(of database: DatabaseIdentifier) -> [KeyIdentifier] {
        (inventory.key(.databaseEncryptionKey(of: database))?.encryptions ?? []).compactMap {
            if case .key(let id) = $0.protector { id } else { nil }
        }
    }

    private func remedy(for key: Inventory.Key, _ assets: [Asset]) -> RecoveryStep {
        switch key.id.kind {
        case .serviceMasterKey, .databaseMasterKey:
            guard let backup = key.presentBackups.first else { return inventory.backingUp(key) }
            if assets.contains(where: { if case .backup = $0 { true } else { false } }) {
                return inventory.backingUp(
                    key, "Keep another copy of the backup of the \(key.title) elsewhere, and verify it there.")
            }
            return RecoveryStep(
                "Let one more password open the backup of the \(key.title).",
                // Without the instance nothing would note the new file.
                command: "keyhierarchy backup add-password \(backup.path.shellPath) NEW-FILE --store STORE")
        case .certificate:
            return inventory.backingUp(
                key, "Back \(key.title) up with its private key, and keep a copy elsewhere.")
        case .symmetricKey where key.fingerprint != nil:
            return inventory.backingUp(key, "Back \(key.title) up, or let something else open it too.")
        default:
            return RecoveryStep(
                "There is no backup of \(key.title) alone: keep a copy of the store, apart from the machine key.",
                command: "sqlite3 STORE \".backup COPY\"")
        }
    }
}

extension Asset {
    /// Whether encrypted keys are lost with it, and not only what opens them.
    fileprivate var holdsKeys: Bool {
        switch self {
        case .store, .database: true
        case .rootProtector, .password, .keyPassword, .backupPassword, .backup: false
        }
    }
}

extension Inventory.Key {
    /// Whether a statement of Transact-SQL writes it to a file.
    fileprivate var canBeBackedUp: Bool {
        switch id.kind {
        case .serviceMasterKey, .databaseMasterKey, .certificate: true
        case .symmetricKey: fingerprint != nil
        default: false
        }
    }
}
