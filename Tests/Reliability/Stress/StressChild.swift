import ArgumentParser
import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting

/// One of the processes that work on one store: several tasks, one instance.
struct StressChild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stress-child", shouldDisplay: false)

    @Option var directory: String
    @Option var seed: UInt64
    @Option var tasks: Int
    @Option var seconds: Double

    func run() async throws {
        let place = Place(URL(filePath: directory))
        let hierarchy = try await place.start(on: NotingStore(base: place.openStore()))
        let end = ContinuousClock.now + .seconds(seconds)
        let notes = try await withThrowingTaskGroup(of: [Note].self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var generator = SplitMix64(seed: seed &+ UInt64(task))
                    var notes: [Note] = []
                    while ContinuousClock.now < end {
                        notes.append(try await Self.work(.random(using: &generator), in: place, on: hierarchy))
                    }
                    return notes
                }
            }
            return try await group.reduce(into: [Note]()) { $0 += $1 }
        }
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(notes))
    }

    private static func work(_ step: Step, in place: Place, on hierarchy: EncryptionHierarchy) async throws -> Note {
        let commit = NotingStore.Commit()
        let first = try await hierarchy.revision
        var outcome: Note.Outcome
        do {
            try await NotingStore.$commit.withValue(commit) {
                try await NotingStore.$database.withValue(step.keyDatabase) {
                    try await step.perform(in: place, on: hierarchy)
                }
            }
            outcome = commit.revision.map { .committed(revision: $0, fingerprint: commit.fingerprint) } ?? .unchanged
        } catch let error as HierarchyError {
            guard commit.revision == nil else { throw Violation("\(step) was committed, and failed: \(error)") }
            outcome = .failed(error.code.description)
        } catch let error as BackupError {
            guard commit.revision == nil else { throw Violation("\(step) was committed, and failed: \(error)") }
            outcome = .failed(error.code.description)
        }
        let last = try await hierarchy.revision
        if case .backUpMasterKey(_, let number) = step, case .unchanged = outcome {
            let backup = try await place.backup(number).verify(password: Step.backupPassword)
            outcome = .backedUp(fingerprint: backup.fingerprint?.description ?? "none")
        }
        return Note(step: step, outcome: outcome, first: first, last: last)
    }
}

extension EncryptionHierarchy {
    fileprivate var revision: Int64 {
        get async throws {
            try await store.read { try $0.instance()?.revision ?? 0 }
        }
    }
}

extension Step {
    /// The database whose master key the step puts in place, if any.
    fileprivate var keyDatabase: DatabaseName? {
        switch self {
        case .createMasterKey(let database, _), .regenerateMasterKey(let database, _),
            .restoreMasterKey(let database, _, _):
            try? Self.database(database)
        default: nil
        }
    }

    /// A step that may fail, on names that all tasks share.
    fileprivate static func random(using generator: inout SplitMix64) -> Step {
        let database = Int.random(in: 0..<5, using: &generator)
        let password = Facts.passwords.randomElement(using: &generator) ?? 0
        let secret = Int.random(in: 0..<1000, using: &generator)
        // Low numbers come often, so that their backups are there soon; high ones seldom, so that some always are not.
        let backup = Int(exp(Double.random(in: 0..<log(2000), using: &generator)))
        switch Int.random(in: 0..<28, using: &generator) {
        case 0, 1: return .createDatabase(database)
        case 2: return .dropDatabase(database)
        case 3...5: return .createMasterKey(database, password: password)
        case 6: return .dropMasterKey(database)
        case 7, 8: return .regenerateMasterKey(database, password: password)
        case 9...11: return .addPassword(database, password)
        case 12, 13: return .dropPassword(database, password)
        case 14, 15: return .openMasterKey(database, password: password)
        case 16: return .regenerateServiceMasterKey
        case 17: return .restoreServiceMasterKey(backup: 0)
        case 18, 19: return .createCredential(database, secret: secret)
        case 20: return .alterCredential(database, secret: secret)
        case 21...23: return .backUpMasterKey(database, backup: backup)
        case 24...26: return .restoreMasterKey(database, backup: backup, password: password)
        default: return .dropCredential(database)
        }
    }
}
