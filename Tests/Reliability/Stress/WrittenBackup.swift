/// A backup that a task has written, among the revisions of the instance.
///
/// Nothing ties a file and a store together, so writing a backup has two moments: the key is read at one, and the file
/// is there from a later one on. The file says which key it was, the notes say between which revisions it was.
struct WrittenBackup {
    let fingerprint: String
    /// The first revision at which the key can have been read: before it the file was not there.
    let earliest: Int64
    /// The revision just after the task had ended: from it on the file was there.
    let latest: Int64

    /// A backup that was there at the first revision.
    init(fingerprint: String, thereAt revision: Int64) {
        self.fingerprint = fingerprint
        earliest = revision
        latest = revision
    }

    /// Finds the moment at which the key was read.
    ///
    /// - Parameters:
    ///   - note: Of the task.
    ///   - fingerprint: The key in the file.
    ///   - state: What was true at a revision.
    /// - Throws: ``Violation`` when the database had this key, and could open it, at no moment at which the task ran.
    init(_ note: Note, fingerprint: String, at state: (Int64) throws -> Facts) throws {
        let earliest = try (note.first...note.last).first { revision in
            var facts = try state(revision)
            guard facts.apply(note.step.afterOpening, fingerprint: "") == nil, let (number, _) = note.step.writtenBackup
            else { return false }
            return facts.backups[number]?.fingerprint == fingerprint
        }
        guard let earliest else {
            throw Violation("At no moment at which it ran was the key that it has written in use: \(note)")
        }
        self.fingerprint = fingerprint
        self.earliest = earliest
        latest = note.last
    }
}

extension Step {
    /// The number of the backup that a step on a key of a database writes, and what the backup is of.
    var writtenBackup: (number: Int, kind: Facts.Backup.Kind)? {
        switch self {
        case .backUpMasterKey(_, let backup): (backup, .databaseMasterKey)
        case .key(.backUpSymmetricKey(_, let backup), _): (backup, .symmetricKey)
        case .key(.backUpCertificate(_, let backup), _): (backup, .certificate)
        default: nil
        }
    }

    /// The number of the backup that a step on a key of a database reads.
    var readBackup: Int? {
        switch self {
        case .restoreMasterKey(_, let backup, _), .key(.restoreSymmetricKey(let backup, _), _),
            .key(.restoreCertificate(let backup), _), .key(.importAsymmetricKey(let backup), _):
            backup
        default: nil
        }
    }

    /// The same step once the key is open that it opens first.
    var afterOpening: Step {
        if case .key(let step, let database) = self { .key(step.afterOpening, in: database) } else { self }
    }

    /// What the key in place must be told by when the step has restored it; `nil` of steps that restore none, and of
    /// certificates, whose records have no fingerprint.
    func restoredFingerprint(in facts: Facts) -> String? {
        switch self {
        case .restoreMasterKey(let database, _, _): facts.databases["db\(database)"]?.masterKey?.fingerprint
        case .key(.restoreSymmetricKey, let database): facts.databases["db\(database)"]?.symmetricKey?.fingerprint
        default: nil
        }
    }
}
