import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What one key has and lacks, by the rules of ``Posture``.
struct Examination {
    let inventory: Inventory
    let maximumAge: Duration
    /// The keys that nothing opens.
    let closedKeys: Set<KeyIdentifier>

    /// How long a certificate must be valid still: time enough to make another one.
    static let expiryNotice: TimeInterval = 30 * 86_400

    /// Whether a key should have ways in and backups of its own.
    static func isAskedFor(_ key: Inventory.Key) -> Bool {
        switch key.id.kind {
        case .serviceMasterKey, .databaseMasterKey: true
        // One whose private key was taken out of the database on purpose has nothing to lose here.
        case .certificate: !key.encryptions.isEmpty
        case .symmetricKey: key.fingerprint != nil
        default: false
        }
    }

    func findings(_ key: Inventory.Key) -> Posture.Key {
        let backups = key.presentBackups
        var shortfalls = backupShortfalls(of: key, backups)
        if let shortfall = protectorShortfall(of: key) { shortfalls.append(shortfall) }
        if let shortfall = expiryShortfall(of: key) { shortfalls.append(shortfall) }
        return Posture.Key(
            id: key.id, title: inventory.fullTitle(of: key), name: key.name,
            database: inventory.name(of: key.id.database), backupVerified: backups.map(\.verified).max(),
            backupPlaceCount: placeCount(of: backups),
            provedProtectorCount: key.encryptions.count { $0.lastProved != nil }, expiryDate: key.expiryDate,
            shortfalls: shortfalls)
    }

    // MARK: Backups

    private func backupShortfalls(of key: Inventory.Key, _ backups: [BackupRecord]) -> [Shortfall] {
        guard let latest = backups.max(by: { $0.verified < $1.verified }) else {
            return [
                key.backups.isEmpty
                    ? shortfall(key, .noBackup, "no backup of it was ever verified", backingUp(key))
                    : shortfall(key, .outdatedBackup, "no backup holds it as it is now", backingUp(key))
            ]
        }
        var shortfalls: [Shortfall] = []
        let age = inventory.time.timeIntervalSince(latest.verified)
        if age > maximumAge.timeInterval {
            shortfalls.append(
                shortfall(
                    key, .staleBackup,
                    "its backup was last verified \(age.inWords) ago, which is more than "
                        + maximumAge.timeInterval.inWords,
                    verifying(latest)))
        }
        if placeCount(of: backups) < 2 {
            shortfalls.append(shortfall(key, .noCopy, "there is no copy of its backup elsewhere", backingUp(key)))
        }
        return shortfalls
    }

    /// In how many places backups are. What a receipt tells of under the path of one that is known here may be the same file:
    /// verified once more, or reached from another machine.
    private func placeCount(of backups: [BackupRecord]) -> Int {
        Set(backups.map(\.path)).count
    }

    private func backingUp(_ key: Inventory.Key) -> RecoveryStep {
        switch key.id.kind {
        case .certificate:
            inventory.backingUp(key, "Back the \(key.title) up with its private key, to two places.")
        case .symmetricKey: inventory.backingUp(key, "Back the \(key.title) up, to two places.")
        default: inventory.backingUp(key)
        }
    }

    private func verifying(_ backup: BackupRecord) -> RecoveryStep {
        // Files of certificates have another form, which nothing but writing them proves.
        guard backup.key.kind != .certificate, let key = inventory.key(backup.key) else {
            return inventory.key(backup.key).map(backingUp) ?? RecoveryStep("Back the key up again.")
        }
        if backup.isReported {
            return RecoveryStep(
                "Verify the backup of the \(key.title) on the machine that reported it, and take the receipt in at home "
                    + "with keyhierarchy backup record.",
                command: "keyhierarchy verify \(backup.path.shellPath) --receipt NEW-FILE")
        }
        return RecoveryStep(
            "Verify the backup of the \(key.title), where it is kept.",
            command: "keyhierarchy verify \(backup.place.shellPath) --store STORE")
    }

    // MARK: Ways in

    private func protectorShortfall(of key: Inventory.Key) -> Shortfall? {
        if closedKeys.contains(key.id), !key.encryptions.isEmpty { return closedShortfall(of: key) }
        let wanted =
            switch key.id.kind {
            case .serviceMasterKey, .databaseMasterKey: 2
            default: 1
            }
        let present = key.encryptions.count
        let proved = key.encryptions.count { $0.lastProved != nil }
        if present < wanted {
            let ways = present == 0 ? "nothing opens it" : "only one thing opens it"
            return shortfall(key, .tooFewProtectors, ways, addingProtector(to: key))
        }
        guard proved < wanted, let unproved = key.encryptions.first(where: { $0.lastProved == nil }) else { return nil }
        let count = proved == 0 ? "none" : "only \(proved)"
        return shortfall(
            key, .unprovedProtectors, "of the \(present) things that open it \(count) was ever proved",
            proving(unproved, of: key))
    }

    private func closedShortfall(of key: Inventory.Key) -> Shortfall {
        guard key.id.kind == .serviceMasterKey else {
            return shortfall(
                key, .closed, "nothing opens it any more",
                RecoveryStep("Restore the \(key.title) from a backup, or what it is under."))
        }
        return shortfall(
            key, .closed, "nothing that is here opens it: its root protectors are not there, or have others' keys",
            RecoveryStep(
                "Find its machine key or token, name it, and look again; or restore the key from a backup.",
                command: "keyhierarchy restore service-master-key BACKUP --store STORE"))
    }

    private func addingProtector(to key: Inventory.Key) -> RecoveryStep {
        guard key.id.kind == .databaseMasterKey else {
            return key.id.kind == .serviceMasterKey
                ? inventory.addingRootProtector(
                    to: key, "Let a second root protector open the service master key.")
                : RecoveryStep("Restore the \(key.title) from a backup, or replace it.")
        }
        return key.encryptions.contains { $0.protector == .password }
            ? inventory.addingServiceMasterKey(
                to: key, "Let the service master key open the \(key.title) too, or a second password.",
                password: "its password")
            : inventory.addingPassword(to: key, "Let a password open the \(key.title) too.")
    }

    private func proving(_ encryption: Inventory.Encryption, of key: Inventory.Key) -> RecoveryStep {
        let database = inventory.name(of: key.id.database).shellValue(of: "--database")
        let option: String
        switch key.id.kind {
        case .serviceMasterKey: option = ""
        case .databaseMasterKey: option = " \(database)"
        case .certificate: option = " \(database) \(key.name.shellValue(of: "--certificate"))"
        default: option = " \(database) \(key.name.shellValue(of: "--symmetric-key"))"
        }
        return RecoveryStep(
            "Open the \(key.title) once by \(inventory.name(of: encryption)).",
            command: "keyhierarchy protectors check\(option) --slot \(encryption.slot)")
    }

    // MARK: Expiry

    private func expiryShortfall(of key: Inventory.Key) -> Shortfall? {
        guard let expiry = key.expiryDate else { return nil }
        let left = expiry.timeIntervalSince(inventory.time)
        guard left < Self.expiryNotice else { return nil }
        let name = key.name.sqlIdentifier
        return shortfall(
            key, .expiry, left < 0 ? "it expired \((-left).inWords) ago" : "it expires in \(left.inWords)",
            RecoveryStep(
                "Create another certificate in the place of \(key.title), and encrypt what is under it again.",
                transactSQL: "USE \(inventory.name(of: key.id.database).sqlIdentifier);\n"
                    + "CREATE CERTIFICATE <another name, in the place of \(name)> WITH SUBJECT = '<its subject>';"))
    }

    private func shortfall(
        _ key: Inventory.Key,
        _ kind: Shortfall.Kind,
        _ explanation: String,
        _ remedy: RecoveryStep
    ) -> Shortfall {
        Shortfall(key: key.id, kind: kind, explanation: explanation, remedy: remedy)
    }
}
