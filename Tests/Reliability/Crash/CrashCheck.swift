import Backup
import Foundation
import KeyHierarchy
import SQLiteKeyStore

/// Compares what is left after a kill with what had been reported.
struct CrashCheck {
    /// Where a kill has struck, and what is left of the step.
    enum Outcome: String {
        case between, before, after
    }

    var place: Place
    /// What is true as far as reports go.
    private(set) var facts: Facts
    /// How long the steps take, in seconds, by name.
    private(set) var durations: [String: Double] = [:]
    private(set) var leftovers = (cut: 0, whole: 0)

    init(_ place: Place) async throws {
        self.place = place
        facts = try await Facts.observe(place)
    }

    /// Checks everything after one kill.
    ///
    /// - Returns: The step that was under way, and whether it was carried out.
    /// - Throws: ``Violation``; whatever does not open.
    mutating func check(_ reports: [CrashReport]) async throws -> (step: Step?, outcome: Outcome) {
        var current: Step?
        var created: [Int: Int] = [:]
        for report in reports {
            switch report {
            case .began(let step):
                current = step
            case .done(let step, let fingerprint, let seconds):
                current = nil
                durations[step.name] = (durations[step.name] ?? seconds) * 0.9 + seconds * 0.1
                if let code = facts.apply(step, fingerprint: fingerprint) {
                    throw Violation("\(step) was done, and should have failed with \(code).")
                }
                if let (number, stage) = step.creation { created[number] = stage }
            }
        }
        try countLeftovers()
        let observed = try await Facts.observe(place)
        let outcome = try await outcome(of: current, observed: observed, created: created)
        facts = observed
        try await finishCreations(created.merging(current?.creation.map { [$0.number: $0.stage - 1] } ?? [:]) { $1 })
        try forgetOldBackups()
        return (current, outcome)
    }

    private func outcome(
        of step: Step?,
        observed: Facts,
        created: [Int: Int]
    ) async throws -> Outcome {
        if let step, let (number, stage) = step.creation {
            guard observed == facts else { throw Violation("\(step) has changed another instance.") }
            return try await creationStage(number) >= stage ? .after : .before
        }
        if observed == facts { return step == nil ? .between : .before }
        guard let step else { throw Violation("Something has changed that nobody did: \(facts) became \(observed).") }
        var after = facts
        let fingerprint = step.newFingerprint(in: observed)
        if let code = after.apply(step, fingerprint: fingerprint) {
            throw Violation("\(step) was begun, and must fail with \(code).")
        }
        guard observed == after else {
            throw Violation("\(step) is half done: \(facts) became \(observed).")
        }
        return .after
    }

    /// Every instance whose creation was reported is there as far as was reported, and nothing stands in the way of
    /// creating the rest of it.
    private func finishCreations(_ created: [Int: Int]) async throws {
        for (number, stage) in created {
            let place = place.new(number)
            var reached = try await creationStage(number)
            guard reached >= stage else { throw Violation("What was created is gone: \(place.directory.path).") }
            if reached < 1 { try place.createMachineKey() }
            if reached < 2 { _ = try place.openStore(.create) }
            _ = try await place.start()
            reached = try await creationStage(number)
            guard reached == 3 else { throw Violation("An instance could not be created after a kill.") }
            place.remove()
        }
    }

    /// How far the creation of an instance has come: 1 with its machine key, 2 with its store, 3 with its records.
    private func creationStage(_ number: Int) async throws -> Int {
        let place = place.new(number)
        guard FileManager.default.fileExists(atPath: place.machineKeyPath) else { return 0 }
        _ = try MachineKeyFile(path: place.machineKeyPath)
        guard FileManager.default.fileExists(atPath: place.storePath) else { return 1 }
        let store = try place.openStore()
        try await store.verifyIntegrity()
        guard try await store.read({ try $0.instance() }) != nil else { return 2 }
        let hierarchy = try await place.start(on: store, maintainsStore: false)
        guard try await hierarchy.session().serviceMasterKey().isReadable else {
            throw Violation("The service master key of a new instance does not open.")
        }
        return 3
    }

    private mutating func countLeftovers() throws {
        let news = try FileManager.default.contentsOfDirectory(atPath: place.directory.path)
            .filter { $0.hasPrefix("new-") }
        for directory in [place.directory, place.backups] + news.map({ place.directory.appending(path: $0) }) {
            for leftover in try Leftover.all(in: directory) {
                if try leftover.isWholeBackup { leftovers.whole += 1 } else { leftovers.cut += 1 }
                try FileManager.default.removeItem(at: leftover.url)
            }
        }
    }

    /// Keeps the number of backups small: what a kill may do to them was seen.
    private mutating func forgetOldBackups() throws {
        for backup in facts.backups.keys.sorted().dropLast(10) {
            for name in ["\(backup).pem", "\(backup).cer", "\(backup).pvk"] {
                try? FileManager.default.removeItem(at: place.backups.appending(path: name))
            }
            facts.backups[backup] = nil
        }
    }
}

extension Step {
    /// The number of the instance that the step helps to create, and how far it brings it.
    fileprivate var creation: (number: Int, stage: Int)? {
        switch self {
        case .createMachineKey(let number): (number, 1)
        case .createStore(let number): (number, 2)
        case .createInstance(let number): (number, 3)
        default: nil
        }
    }

    /// The fingerprint of the key that the step may have put in place before its process could say which.
    fileprivate func newFingerprint(in observed: Facts) -> String {
        switch self {
        case .createMasterKey(let database, _), .regenerateMasterKey(let database, _):
            observed.databases["db\(database)"]?.masterKey?.fingerprint ?? "none"
        case .key(let step, let database):
            observed.databases["db\(database)"]?.newFingerprint(of: step) ?? "none"
        default: observed.serviceMasterKey
        }
    }
}
