public import KeyHierarchy

extension Inventory {
    /// A backup of a key that is not in use any more: one that was replaced since, or dropped.
    ///
    /// Such a backup is of use for what was encrypted under the key and has not been encrypted again. What of that is in the
    /// store, the inventory tells; what is elsewhere, nobody can: copies of databases and of the store itself, and backups of
    /// databases that a certificate encrypted.
    public struct OutdatedBackup: Hashable, Sendable {
        /// What the backup is needed for.
        @nonexhaustive
        public enum Need: Hashable, Sendable {
            /// Secrets in the store have not been opened since the key was replaced: one or another may be under the older one,
            /// such as one that `FORCE` has passed over. Keep the backup until each has been opened, or a ``Rehearsal`` with a
            /// backup of the present key has opened all of them. Whether this backup opens one, a rehearsal with both finds out.
            case perhaps(for: [KeyIdentifier])
            /// Nothing in the store is under the key. It is needed for what was copied out while the key was in use, and for
            /// nothing else: keep the backup as long as any of that is kept.
            case copiesOnly
        }

        /// What is known of the backup.
        public let record: BackupRecord
        /// What a person calls the key, such as "master key of database Sales".
        public let title: String
        /// What it is needed for.
        public let need: Need

        /// The need in a sentence.
        public var explanation: String {
            switch need {
            case .perhaps(let keys):
                let secrets = keys.count == 1 ? "One secret" : "\(keys.count) secrets"
                return
                    "\(secrets) that the key protects \(keys.count == 1 ? "has" : "have") not been opened since it was "
                    + "replaced: keep the backup until each has been, or a rehearsal has opened all of them."
            case .copiesOnly:
                switch record.key.kind {
                case .serviceMasterKey:
                    return
                        "Nothing here is under it. Copies of the instance from its time are: keep it as long as those."
                case .certificate:
                    return
                        "Nothing here is under it. Backups of databases that the certificate encrypted are, and what was "
                        + "encrypted by it in tables may be: keep it as long as those."
                case .symmetricKey:
                    return
                        "What is encrypted under it in tables, the store does not know: keep it until all of that was "
                        + "encrypted under another key, or is gone with its copies and backups."
                default:
                    return
                        "Nothing here is under it. Copies and backups of the database from its time are: keep it as long "
                        + "as those."
                }
            }
        }
    }

    /// The backups of keys that are not in use any more, in the order of the keys.
    public var outdatedBackups: [OutdatedBackup] {
        let replaced = keys.flatMap { key in key.backups.filter { $0.fingerprint != key.fingerprint } }
        guard !replaced.isEmpty || !backupsOfDroppedKeys.isEmpty else { return [] }
        let unproved = unprovedSecrets(under: Set(replaced.map(\.key)))
        let outdated =
            replaced.map { backup in
                let secrets = unproved[backup.key] ?? []
                return OutdatedBackup(
                    record: backup, title: fullTitle(of: backup.key),
                    need: secrets.isEmpty ? .copiesOnly : .perhaps(for: secrets))
            }
            + backupsOfDroppedKeys.map { backup in
                OutdatedBackup(record: backup, title: titleOfDropped(backup.key), need: .copiesOnly)
            }
        return outdated.sorted { $0.record.key < $1.record.key }
    }

    /// The secrets that have never been opened by one of the keys since that last protected them anew, by key.
    private func unprovedSecrets(under protectors: Set<KeyIdentifier>) -> [KeyIdentifier: [KeyIdentifier]] {
        var secrets: [KeyIdentifier: [KeyIdentifier]] = [:]
        for key in keys {
            for encryption in key.encryptions where encryption.lastProved == nil {
                guard case .key(let protector) = encryption.protector, protectors.contains(protector) else { continue }
                secrets[protector, default: []].append(key.id)
            }
        }
        return secrets
    }

    /// What a person calls a key that is gone, with its name.
    private func titleOfDropped(_ id: KeyIdentifier) -> String {
        switch id.kind {
        case .databaseMasterKey: "dropped master key of database \(name(of: id.database))"
        default: "dropped \(id.kind.noun) \(id.number) of database \(name(of: id.database))"
        }
    }
}
