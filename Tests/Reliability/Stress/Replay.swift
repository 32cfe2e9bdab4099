import Backup
import KeyHierarchy

/// Puts what many tasks have noted into the order of the revisions, and finds out whether that is an order in which one
/// alone could have done it all.
struct Replay {
    /// What was true at each revision, from the first one on; of backups, what was true in the end.
    private let states: [Facts]
    private let first: Int64
    private let backups: [Int: WrittenBackup]

    /// Replays what was committed.
    ///
    /// - Parameters:
    ///   - facts: What was true before.
    ///   - revision: The revision before.
    ///   - notes: Of all tasks of all processes.
    /// - Throws: ``Violation`` when a revision is missing or was written twice, when a step was committed in a state in
    ///   which it must fail, or outside the time in which it ran; when a backup was written twice, or has a key that
    ///   nobody had; when a key was restored that is not that of the backup.
    init(from facts: Facts, revision: Int64, _ notes: [Note]) throws {
        var start = facts
        for note in notes {
            guard let fingerprint = note.written, let (number, kind) = note.step.writtenBackup else { continue }
            let backup = Facts.Backup(fingerprint: fingerprint, kind: kind)
            guard start.backups.updateValue(backup, forKey: number) == nil else {
                throw Violation("Backup \(number) was written twice.")
            }
        }
        let states = try Self.states(from: start, revision: revision, notes)
        var backups = facts.backups.mapValues { WrittenBackup(fingerprint: $0.fingerprint, thereAt: revision) }
        for note in notes {
            guard let fingerprint = note.written, let (number, _) = note.step.writtenBackup else { continue }
            backups[number] = try WrittenBackup(note, fingerprint: fingerprint) { moment in
                guard states.indices.contains(Int(moment - revision)) else {
                    throw Violation("There is no revision \(moment): \(note)")
                }
                return states[Int(moment - revision)]
            }
        }
        self.states = states
        self.backups = backups
        first = revision
    }

    private static func states(from facts: Facts, revision: Int64, _ notes: [Note]) throws -> [Facts] {
        var commits: [Int64: (note: Note, fingerprint: String)] = [:]
        for note in notes {
            guard case .committed(let revision, let fingerprint) = note.outcome else { continue }
            guard commits.updateValue((note, fingerprint), forKey: revision) == nil else {
                throw Violation("Revision \(revision) was committed twice.")
            }
            guard note.first < revision, revision <= note.last else {
                throw Violation("\(note.step) was committed as revision \(revision), and ran elsewhere: \(note)")
            }
        }
        var states = [facts]
        for number in 0..<Int64(commits.count) {
            let revision = revision + 1 + number
            guard let (note, fingerprint) = commits[revision] else {
                throw Violation("Nobody has committed revision \(revision).")
            }
            var state = states[states.count - 1]
            guard note.step.writtenBackup == nil else {
                // That a private key was backed up is noted in its certificate, which may be gone by then.
                states.append(state)
                continue
            }
            if let code = state.apply(note.step.afterOpening, fingerprint: fingerprint) {
                throw Violation("\(note.step) was committed as revision \(revision), where it must fail with \(code).")
            }
            if let expected = note.step.restoredFingerprint(in: state), expected != fingerprint {
                throw Violation("\(note.step) has put another key in place than that of the backup: \(note)")
            }
            states.append(state)
        }
        return states
    }

    /// What must be true in the end.
    var last: Facts {
        states[states.count - 1]
    }

    /// Checks when the steps on backups ran, and the steps that changed nothing: each must be one that could have ended
    /// so at one moment at which it ran.
    ///
    /// - Throws: ``Violation`` otherwise.
    func check(_ note: Note) throws {
        let isPossible =
            switch note.outcome {
            case .committed(let revision, _): wasThere(note, before: revision)
            // When it was written was found out at the beginning.
            case .unchanged where note.written != nil: true
            case .unchanged: couldEnd(note, with: nil)
            // Others were faster too often: it may end so at any moment.
            case .failed(HierarchyError.Code.conflict.description): true
            case .failed(BackupError.Code.exists.description): couldFindBackup(note)
            case .failed(BackupError.Code.missing.description): couldMissBackup(note)
            case .failed(let code): couldEnd(note, with: code)
            }
        guard isPossible else {
            throw Violation("At no moment at which it ran could this have ended so: \(note)")
        }
    }

    /// Whether what a step restores was written before it committed.
    private func wasThere(_ note: Note, before revision: Int64) -> Bool {
        guard let number = note.step.readBackup else { return true }
        return backups[number].map { $0.earliest < revision } ?? false
    }

    private func couldEnd(_ note: Note, with expected: String?) -> Bool {
        var start = note.first
        if let number = note.step.readBackup {
            // It has read its backup before it looked at the database.
            guard let backup = backups[number] else { return false }
            start = max(start, backup.earliest)
        }
        if case .key(.createSymmetricKey, let number) = note.step,
            expected == HierarchyError.Code.keyExists.description
        {
            return couldFindCertificateAndThenKey(in: "db\(number)", states(from: start, through: note.last))
        }
        // A step that opens a key has two moments, and may fail at either.
        return states(from: start, through: note.last).contains { state in
            [note.step, note.step.afterOpening].contains { step in
                var after = state
                let code = after.apply(step, fingerprint: "")
                return code?.description == expected && after == state
            }
        }
    }

    /// Whether a step can have found the certificate for its key at one moment, and at another that there is such a key
    /// already: in between, the certificate may be dropped, and a key come from a backup.
    private func couldFindCertificateAndThenKey(in database: String, _ states: ArraySlice<Facts>) -> Bool {
        states.drop { $0.databases[database]?.certificate == nil }
            .contains { $0.databases[database]?.symmetricKey != nil }
    }

    /// Whether a step can have read the key that it was to back up, and found its file there then or later.
    private func couldFindBackup(_ note: Note) -> Bool {
        guard let (number, _) = note.step.writtenBackup, let backup = backups[number] else { return false }
        return backup.earliest <= note.last
            && states(from: note.first, through: note.last).contains { state in
                var after = state
                return after.apply(note.step.afterOpening, fingerprint: "") == nil
            }
    }

    /// Whether a step can have looked for its backup before that was written.
    private func couldMissBackup(_ note: Note) -> Bool {
        guard let number = note.step.readBackup else { return false }
        return backups[number].map { note.first <= $0.latest } ?? true
    }

    private func states(from start: Int64, through end: Int64) -> ArraySlice<Facts> {
        guard start <= end else { return [] }
        return states[Int(start - first)...Int(end - first)]
    }
}
