import KeyHierarchy

/// Puts what many tasks have noted into the order of the revisions, and finds out whether that is an order in which one
/// alone could have done it all.
struct Replay {
    /// What was true at each revision, from the first one on.
    private let states: [Facts]
    private let first: Int64

    /// Replays what was committed.
    ///
    /// - Parameters:
    ///   - facts: What was true before.
    ///   - revision: The revision before.
    ///   - notes: Of all tasks of all processes.
    /// - Throws: ``Violation`` when a revision is missing or was written twice, when a step was committed in a state in
    ///   which it must fail, or outside the time in which it ran.
    init(from facts: Facts, revision: Int64, _ notes: [Note]) throws {
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
            if let code = state.apply(note.step, fingerprint: fingerprint) {
                throw Violation("\(note.step) was committed as revision \(revision), where it must fail with \(code).")
            }
            states.append(state)
        }
        self.states = states
        first = revision
    }

    /// What must be true in the end.
    var last: Facts {
        states[states.count - 1]
    }

    /// Checks the steps that changed nothing: each must be one that could have ended so at one moment at which it ran.
    ///
    /// - Throws: ``Violation`` otherwise.
    func check(_ note: Note) throws {
        let expected: String?
        switch note.outcome {
        case .committed: return
        case .unchanged: expected = nil
        case .failed(let code): expected = code
        }
        // Others were faster too often: it may end so at any moment.
        if expected == HierarchyError.Code.conflict.description { return }
        let range = Int(note.first - first)...Int(note.last - first)
        let isPossible = states[range].contains { state in
            var after = state
            let code = after.apply(note.step, fingerprint: "")
            return code?.description == expected && after == state
        }
        guard isPossible else {
            throw Violation("At no moment at which it ran could this have ended so: \(note)")
        }
    }
}
