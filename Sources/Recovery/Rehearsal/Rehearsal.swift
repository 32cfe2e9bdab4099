public import Backup
public import KeyHierarchy

/// A restore that was carried out to see whether it would succeed: in memory, as on a new machine, with nothing but some
/// backups and their passwords. Nothing outside changes.
///
/// A program runs it every night, and reads ``succeeds``:
///
/// ```swift
/// let rehearsal = try await Rehearsal(
///     backups: [BackupFile("/mnt/vault/smk.pem")], passwords: [password], of: hierarchy)
/// if !rehearsal.succeeds { print(rehearsal) }
/// ```
public struct Rehearsal: Sendable {
    /// What became of a backup.
    @nonexhaustive
    public enum BackupOutcome: Hashable, Sendable {
        /// It was restored.
        case restored
        /// It opens, and holds a key that did not have to be restored, or that the instance does not have any more.
        case opened(String)
        /// It would be of no use, for the reason given.
        case failed(String)
    }

    /// What became of a key.
    @nonexhaustive
    public enum KeyOutcome: Hashable, Sendable {
        /// It comes back, by what is said.
        case comesBack(by: String)
        /// It stays closed, for the reason given.
        case staysClosed(String)
    }

    /// A backup, and what became of it.
    public struct TriedBackup: Hashable, Sendable {
        /// Where it is.
        public let place: String
        /// What it holds, such as "service master key"; `nil` when that was not found out.
        public let subject: String?
        /// What became of it.
        public let outcome: BackupOutcome
        /// The secrets of the instance that only the key in this backup opens: it is an older one that is still needed.
        public internal(set) var onlyWayTo: [KeyIdentifier] = []
    }

    /// A key, and what became of it.
    public struct TriedKey: Hashable, Sendable {
        /// Which key it is.
        public let key: KeyIdentifier
        /// What a person calls it.
        public let title: String
        /// The database that it belongs to.
        public let database: String
        /// What became of it.
        public let outcome: KeyOutcome
    }

    /// The backups, in the order in which they were given.
    public let backups: [TriedBackup]
    /// The keys of the instance, or those of the backups when none was given, in ascending order.
    public let keys: [TriedKey]

    /// Whether every backup opens and every key comes back.
    public var succeeds: Bool {
        !keys.isEmpty
            && keys.allSatisfy { if case .comesBack = $0.outcome { true } else { false } }
            && backups.allSatisfy { if case .failed = $0.outcome { false } else { true } }
    }

    /// Rehearses a restore.
    ///
    /// Without an instance each backup is restored into an empty one: that shows that the backups open, and which keys they
    /// hold. With one, its records are copied; its root protectors are not asked, since a new machine does not have them. The
    /// backups are restored into the copy, and then every secret in it is opened.
    ///
    /// - Parameters:
    ///   - backups: The backups, in any order: of service master keys, database master keys and symmetric keys, and the files
    ///     with private keys that `BACKUP CERTIFICATE` writes, `.pvk` and `.pfx`.
    ///   - passwords: Passwords of the backups, and of keys that only a password opens. Each is tried wherever one is needed.
    ///   - hierarchy: The instance, whose store may be open for reading only.
    /// - Throws: What the instance's store throws; `CancellationError`. A backup that cannot be read, and a key that stays
    ///   closed, are no errors but outcomes.
    public init(
        backups: [any BackupMedium],
        passwords: [Password],
        of hierarchy: EncryptionHierarchy? = nil
    ) async throws {
        let stage = try await RehearsalStage(of: hierarchy, passwords: passwords)
        var tried: [Int: TriedBackup] = [:]
        // The service master key opens most of the rest.
        var opened: [(index: Int, backup: OpenedBackup)] = []
        var privateKeys: [(index: Int, key: PrivateKey)] = []
        for (index, medium) in backups.enumerated() {
            try Task.checkCancellation()
            switch try await stage.open(medium) {
            case .success(.backup(let backup)): opened.append((index, backup))
            case .success(.privateKey(let key)): privateKeys.append((index, key))
            case .failure(let failure):
                tried[index] = TriedBackup(
                    place: medium.place, subject: nil, outcome: .failed(failure.description))
            }
        }
        opened.sort { ($0.backup.rank, $0.index) < ($1.backup.rank, $1.index) }
        var former: [(index: Int, key: OpenKey)] = []
        for (index, backup) in opened {
            try Task.checkCancellation()
            tried[index] = TriedBackup(
                place: backups[index].place, subject: backup.subject,
                outcome: try await stage.restore(backup, from: backups[index]))
            if let key = try stage.formerKey(in: backup) { former.append((index, key)) }
        }
        let trial = try await stage.openEverything(privateKeys: privateKeys.map(\.key), formerKeys: former.map(\.key))
        for (number, file) in privateKeys.enumerated() {
            tried[file.index] = TriedBackup(
                place: backups[file.index].place, subject: "private key of a certificate",
                outcome: stage.outcome(ofPrivateKey: trial.knownPrivateKeys.contains(number)))
        }
        for (secret, key) in trial.secretsUnderFormerKeys.sorted(by: { $0.key < $1.key }) {
            tried[former[key].index]?.onlyWayTo.append(secret)
        }
        self.backups = backups.indices.compactMap { tried[$0] }
        keys = try await stage.triedKeys(
            trial, backups: opened.map(\.backup), placesOfFormerKeys: former.map { backups[$0.index].place })
    }
}

extension OpenedBackup {
    /// The order in which backups are restored.
    fileprivate var rank: Int {
        switch facts?.kind {
        case .serviceMasterKey, nil: 0
        case .databaseMasterKey: 1
        case .symmetricKey: 2
        }
    }

    /// What the backup holds, as a person calls it.
    fileprivate var subject: String {
        guard let facts else { return "a key of another program" }
        return facts.kind.title(named: facts.name, in: facts.database)
    }
}

extension Rehearsal: CustomStringConvertible {
    /// What fails, a line each; or that nothing does.
    public var description: String {
        let lines =
            backups.compactMap { backup -> String? in
                guard case .failed(let reason) = backup.outcome else { return nil }
                return "The backup \(backup.place) is of no use: \(reason)"
            }
            + keys.compactMap { key in
                guard case .staysClosed(let reason) = key.outcome else { return nil }
                return "The \(key.title) (\(key.database)) would not come back: \(reason)"
            }
        if keys.isEmpty { return (lines + ["No key was rehearsed."]).joined(separator: "\n") }
        return lines.isEmpty ? "All \(keys.count) keys would come back." : lines.joined(separator: "\n")
    }
}
