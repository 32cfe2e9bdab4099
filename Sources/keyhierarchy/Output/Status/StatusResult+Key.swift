import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension StatusResult {
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
}

extension StatusResult.Protector {
    init(_ encryption: KeyEncryption, kind: String) {
        slot = encryption.id.slot
        self.kind = kind
        label = encryption.label
        created = encryption.created
        lastProved = encryption.lastProved
    }

    /// What a person calls it; a label that only says what kind it is says nothing more.
    var name: String {
        kind.hasPrefix(label) ? kind : "\(kind) '\(label)'"
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
            return StatusResult.Protector(encryption, kind: kind)
        }
        self.backups = backups.map {
            StatusResult.Backup(
                place: $0.place, copy: $0.isCopy, verified: $0.verified, fingerprint: $0.fingerprint.description,
                current: $0.fingerprint == fingerprint)
        }
        lastVerifiedBackup = backups.first?.verified
        changedSinceBackup = backups.isEmpty ? nil : !backups.contains { $0.fingerprint == fingerprint }
    }

    /// Whether it can be used now.
    var opening: String {
        if opensByItself { return "opens by itself" }
        return protectors.contains { $0.kind == "password" }
            ? "opens with a password only" : "does not open: nothing that was given opens it"
    }

    func lines(_ style: Style, indent: String) -> [String] {
        var lines = [
            "\(indent)\(algorithm) \(fingerprint)",
            "\(indent)\(opening)",
        ]
        lines += protectors.map { protector in
            let proved = protector.lastProved.map { "proved \($0.formatted(.iso8601))" } ?? "never proved"
            return "\(indent)- \(protector.name.onOneLine), \(style.faint(proved))"
        }
        lines += backups.map { backup in
            let what = backup.current ? "" : style.warning(" (holds an older key)")
            return "\(indent)\(backup.copy ? "copy" : "backup") \(backup.verified.formatted(.iso8601))\(what)\n"
                + "\(indent)  \(backup.place.onOneLine)"
        }
        return lines
    }
}
