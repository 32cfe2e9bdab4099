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
            guard facts.apply(note.step, fingerprint: "") == nil, let number = note.step.backup else { return false }
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
    /// The number of the backup that a step writes or reads, when it is one of a database's master key.
    var backup: Int? {
        switch self {
        case .backUpMasterKey(_, let backup), .restoreMasterKey(_, let backup, _): backup
        default: nil
        }
    }
}
