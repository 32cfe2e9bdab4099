import Backup
import KeyHierarchy

extension RecoveryReport {
    var backupSection: ReportSection {
        let backups = inventory.keys.flatMap { key in key.presentBackups.map { (key: key, backup: $0) } }
        guard !backups.isEmpty else {
            return ReportSection(
                id: "backups", title: "Backups",
                content: [.paragraph("No backup that holds a key as it is now is known.", class: "bad")])
        }
        return ReportSection(
            id: "backups", title: "Backups",
            content: [
                .paragraph(
                    "Those that hold a key as it is now, and how stock openssl opens them where there is no keyhierarchy. The "
                        + "password in a command can be seen by other users of the machine: take one of your own. The last "
                        + "line that is printed for a master key or a symmetric key is the key."),
                table(["Of", "Where", "Opens with"], of: backups.count, class: "findings") { index in
                    let (key, backup) = backups[index]
                    return [
                        .text(inventory.fullTitle(of: key)),
                        .element("code", [.text(backup.place)])
                            + .paragraph(
                                "verified \(date(backup.verified))\(backup.isCopy ? ", a copy" : "")", class: "muted"),
                        .text(passwords(of: backup)) + .code(Self.command(for: backup)),
                    ]
                },
            ])
    }

    /// Which backups of keys that are not in use any more have to be kept.
    var outdatedBackupSection: ReportSection? {
        let backups = inventory.outdatedBackups
        guard !backups.isEmpty else { return nil }
        return ReportSection(
            id: "outdated-backups", title: "Backups of keys that are not in use any more",
            content: [
                .paragraph(
                    "What of this instance is still under such a key, keyhierarchy rehearse finds out, given the backup and "
                        + "its password."),
                table(["Of", "Where", "Still needed?"], of: backups.count, class: "findings") { index in
                    let backup = backups[index]
                    return [
                        .text(backup.title)
                            + .paragraph("fingerprint \(backup.record.fingerprint.description)", class: "muted"),
                        .element("code", [.text(backup.record.place)])
                            + .paragraph("verified \(date(backup.record.verified))", class: "muted"),
                        .text(backup.explanation),
                    ]
                },
            ])
    }

    private func passwords(of backup: BackupRecord) -> String {
        let names = backup.passwords.map {
            $0.label.isEmpty ? "the password \($0.id)" : "the password '\($0.label)' (\($0.id))"
        }
        return names.isEmpty ? "a password that is not known here" : names.joined(separator: ", or ")
    }

    /// How stock `openssl` opens a backup.
    private static func command(for backup: BackupRecord) -> String {
        let file = backup.path.shellPath
        guard backup.key.kind == .certificate else { return SealedBackup.recoverCommand(file: file) }
        // The place alone says which of the two forms it has.
        let isPFX = [".pfx", ".p12"].contains { backup.path.lowercased().hasSuffix($0) }
        return isPFX
            ? "openssl pkcs12 -in \(file)"
            : "openssl rsa -provider legacy -provider default -inform PVK -in \(file)"
    }

    var inventorySection: ReportSection {
        let keys = inventory.keys
        return ReportSection(
            id: "inventory", title: "Inventory",
            content: [
                table(["Database", "Key or secret", "Opened by", "Backups"], of: keys.count) { index in
                    let key = keys[index]
                    return [
                        .text(inventory.name(of: key.id.database)), self.key(key),
                        .list(key.encryptions.map(way)), .text(backups(of: key)),
                    ]
                }
            ])
    }

    private func key(_ key: Inventory.Key) -> HTML {
        let title = HTML.text(key.title)
        let fingerprint: HTML =
            key.fingerprint.map { .paragraph("fingerprint \($0.description)", class: "muted") } ?? .empty
        let expiry: HTML = key.expiryDate.map { .paragraph("valid until \(date($0))", class: "muted") } ?? .empty
        return title + fingerprint + expiry
    }

    private func way(_ encryption: Inventory.Encryption) -> HTML {
        let proof = encryption.lastProved.map { "proved \(date($0))" } ?? "never proved"
        return .text(inventory.name(of: encryption)) + .paragraph(proof, class: "muted")
    }

    private func backups(of key: Inventory.Key) -> String {
        let outdated = key.backups.count - key.presentBackups.count
        guard !key.backups.isEmpty else { return "none" }
        return "\(key.presentBackups.count)" + (outdated > 0 ? ", and \(outdated) of older keys" : "")
    }
}
