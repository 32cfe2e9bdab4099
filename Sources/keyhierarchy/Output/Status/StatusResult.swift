import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An instance: its keys, what opens each, and where its backups are.
struct StatusResult: Report {
    struct Protector: Encodable {
        let slot: Int32
        let kind: String
        let label: String
        let created: Date
        let lastProved: Date?
    }

    struct Backup: Encodable {
        let place: String
        let copy: Bool
        let verified: Date
        let fingerprint: String
        /// Whether it holds the key that is in use.
        let current: Bool
    }

    struct Key: Encodable {
        let fingerprint: String
        let algorithm: String
        let guid: String
        let created: Date
        let modified: Date
        /// Whether it can be used now without a password.
        let opensByItself: Bool
        let protectors: [Protector]
        let backups: [Backup]
        let lastVerifiedBackup: Date?
        /// Whether the key has changed since it was last backed up; absent when it never was.
        let changedSinceBackup: Bool?
    }

    struct Database: Encodable {
        let id: Int32
        let name: String
        let masterKey: Key?
    }

    let server: String
    let store: String
    let serviceMasterKey: Key
    let databases: [Database]
    let warnings: [String]

    init(_ hierarchy: EncryptionHierarchy, store: String) async throws {
        let session = hierarchy.session()
        server = try await hierarchy.serverName()
        self.store = store
        let root = try await session.serviceMasterKey()
        serviceMasterKey = Key(root)
        var databases: [Database] = []
        for database in try await session.allDatabases() {
            let key = try await session.masterKey(of: database.name)
            // The system databases are always there: only a master key in one is worth a line.
            guard key != nil || !database.id.isSystem else { continue }
            databases.append(
                Database(
                    id: database.id.rawValue, name: database.name.description,
                    masterKey: key.map { Key($0, rootIsReadable: root.isReadable) }))
        }
        self.databases = databases
        warnings = Self.warnings(serviceMasterKey, databases)
    }

    private static func warnings(_ root: Key, _ databases: [Database]) -> [String] {
        var warnings: [String] = []
        if !root.opensByItself {
            warnings.append(
                "The service master key cannot be read with this machine key. Give the right one, or restore the key "
                    + "from its backup.")
        }
        if root.lastVerifiedBackup == nil {
            warnings.append(
                "The service master key has no verified backup. Back it up now, and keep a copy away from this machine: "
                    + "it is one of the first things to do to a server.")
        } else if root.changedSinceBackup == true {
            warnings.append("The service master key has changed since it was backed up. Back it up again.")
        }
        for database in databases {
            guard let key = database.masterKey else { continue }
            if key.lastVerifiedBackup == nil {
                warnings.append("The master key of database \(database.name) has no verified backup.")
            } else if key.changedSinceBackup == true {
                warnings.append("The master key of database \(database.name) has changed since it was backed up.")
            }
        }
        return warnings
    }

    func text(_ style: Style) -> String {
        var lines = ["\(style.bold(server))  \(style.faint(store))", "Service master key"]
        lines += serviceMasterKey.lines(style, indent: "  ")
        for database in databases {
            lines.append("  \(style.bold(database.name))")
            if let key = database.masterKey {
                lines.append("    Master key")
                lines += key.lines(style, indent: "      ")
            } else {
                lines.append("    no master key")
            }
        }
        if !warnings.isEmpty { lines.append("") }
        lines += Layout.warnings(warnings, style)
        return lines.joined(separator: "\n")
    }
}

extension StatusResult.Key {
    init(_ key: ServiceMasterKey) {
        self.init(
            fingerprint: key.fingerprint, algorithm: key.algorithm, guid: key.guid, created: key.created,
            modified: key.modified, opensByItself: key.isReadable, encryptions: key.encryptions, backups: key.backups)
    }

    init(_ key: DatabaseMasterKey, rootIsReadable: Bool) {
        self.init(
            fingerprint: key.fingerprint, algorithm: key.algorithm, guid: key.guid, created: key.created,
            modified: key.modified,
            opensByItself: key.protection == .serviceMasterKeyAndPasswords && rootIsReadable,
            encryptions: key.encryptions, backups: key.backups)
    }

    private init(
        fingerprint: KeyFingerprint,
        algorithm: KeyAlgorithm,
        guid: UUID,
        created: Date,
        modified: Date,
        opensByItself: Bool,
        encryptions: [KeyEncryption],
        backups: [BackupRecord]
    ) {
        self.fingerprint = fingerprint.description
        self.algorithm = algorithm.name
        self.guid = guid.uuidString
        self.created = created
        self.modified = modified
        self.opensByItself = opensByItself
        protectors = encryptions.map { encryption in
            let kind =
                switch encryption.protector {
                case .root(let name): name.rawValue
                case .key: "service master key"
                case .password: "password"
                }
            return StatusResult.Protector(
                slot: encryption.id.slot, kind: kind, label: encryption.label, created: encryption.created,
                lastProved: encryption.lastProved)
        }
        self.backups = backups.map {
            StatusResult.Backup(
                place: $0.place, copy: $0.isCopy, verified: $0.verified, fingerprint: $0.fingerprint.description,
                current: $0.fingerprint == fingerprint)
        }
        lastVerifiedBackup = backups.first?.verified
        changedSinceBackup = backups.isEmpty ? nil : !backups.contains { $0.fingerprint == fingerprint }
    }

    private var opening: String {
        if opensByItself { return "opens by itself" }
        return protectors.contains { $0.kind == "password" }
            ? "opens with a password only" : "does not open: none of the keys that protect it was given"
    }

    fileprivate func lines(_ style: Style, indent: String) -> [String] {
        var lines = [
            "\(indent)\(algorithm) \(fingerprint)",
            "\(indent)\(opening)",
        ]
        lines += protectors.map { protector in
            let name = protector.label == protector.kind ? protector.kind : "\(protector.kind) '\(protector.label)'"
            let proved = protector.lastProved.map { "proved \($0.formatted(.iso8601))" } ?? "never proved"
            return "\(indent)- \(name), \(style.faint(proved))"
        }
        lines += backups.map { backup in
            let what = backup.current ? "" : style.warning(" (holds an older key)")
            return "\(indent)\(backup.copy ? "copy" : "backup") \(backup.verified.formatted(.iso8601))\(what)\n"
                + "\(indent)  \(backup.place)"
        }
        return lines
    }
}
