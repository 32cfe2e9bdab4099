import ArgumentParser
import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting

/// One of the processes that work on one store: several tasks, one instance.
struct StressChild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stress-child", shouldDisplay: false)

    /// Where the numbers of backups of other kinds begin: who reads one knows what it is of.
    static let symmetricKeyBackups = 10_000
    static let certificateBackups = 20_000

    @Option var directory: String
    @Option var seed: UInt64
    @Option var tasks: Int
    @Option var seconds: Double

    func run() async throws {
        let place = Place(URL(filePath: directory))
        let hierarchy = try await place.start(on: NotingStore(base: place.open()))
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
        let outcome: Note.Outcome
        do {
            try await NotingStore.$commit.withValue(commit) {
                try await NotingStore.$key.withValue(step.newKey) {
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
        var written: String?
        if let (number, _) = step.writtenBackup, !outcome.isFailure {
            written = try await Facts.backup(number, in: place).fingerprint
        }
        return Note(step: step, outcome: outcome, written: written, first: first, last: last)
    }
}

extension EncryptionHierarchy {
    fileprivate var revision: Int64 {
        get async throws {
            while true {
                do {
                    return try await store.read { try $0.instance()?.revision ?? 0 }
                } catch let error as HierarchyError where error.code == .conflict {
                    // The server was killed meanwhile.
                }
            }
        }
    }
}

extension Step {
    /// The key that the step puts in place, if it is one of a database that has a fingerprint.
    fileprivate var newKey: (kind: KeyIdentifier.Kind, database: DatabaseName)? {
        switch self {
        case .createMasterKey(let database, _), .regenerateMasterKey(let database, _),
            .restoreMasterKey(let database, _, _):
            (try? Self.database(database)).map { (.databaseMasterKey, $0) }
        case .key(.createSymmetricKey, let database), .key(.restoreSymmetricKey, let database):
            (try? Self.database(database)).map { (.symmetricKey, $0) }
        case .key(.createEncryptionKey, let database), .key(.regenerateEncryptionKey, let database):
            (try? Self.database(database)).map { (.databaseEncryptionKey, $0) }
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
        switch Int.random(in: 0..<54, using: &generator) {
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
        case 27: return .dropCredential(database)
        case 28: return .setLinkedServerLogin(password: password)
        case 29: return .dropLinkedServerLogin
        default: return .key(.random(password: password, backup: backup, using: &generator), in: database)
        }
    }
}

extension KeyStep {
    /// A step that may fail. Making a certificate is left out: it takes longer than a hundred of the others.
    fileprivate static func random(
        password: Int,
        backup: Int,
        using generator: inout SplitMix64
    ) -> KeyStep {
        let opening = Facts.passwords.randomElement(using: &generator) ?? 0
        let server = serverCertificates.indices.randomElement(using: &generator) ?? 0
        let present = [nil, nil, nil, opening].randomElement(using: &generator) ?? nil
        let certificate = StressChild.certificateBackups + (backup - 1) % 20
        let symmetricKey = StressChild.symmetricKeyBackups + backup
        switch Int.random(in: 0..<24, using: &generator) {
        case 0...2: return .restoreCertificate(backup: certificate)
        case 3:
            return .protectPrivateKey(from: present, to: [nil, nil, password].randomElement(using: &generator) ?? nil)
        case 4: return .dropCertificate
        case 5: return .backUpCertificate(password: present, backup: certificate)
        case 6: return .importAsymmetricKey(backup: certificate)
        case 7: return .dropAsymmetricKey
        case 8...10: return .createSymmetricKey(password: password)
        case 11, 12: return .addSymmetricKeyPassword(opening: opening, password)
        case 13: return .dropSymmetricKeyPassword(opening: opening, password)
        case 14: return .replaceSealingKey(opening: opening)
        case 15: return .dropSymmetricKey
        case 16, 17: return .backUpSymmetricKey(opening: opening, backup: symmetricKey)
        case 18: return .restoreSymmetricKey(backup: symmetricKey, password: password)
        case 19, 20: return .createEncryptionKey(certificate: server)
        case 21: return .regenerateEncryptionKey
        case 22: return Bool.random(using: &generator) ? .protectEncryptionKey(certificate: server) : .dropEncryptionKey
        default: return .setEncryption(Bool.random(using: &generator))
        }
    }
}
