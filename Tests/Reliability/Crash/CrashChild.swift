import ArgumentParser
import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting

/// The process that is killed: carries steps out, one after the other without end, and reports each.
struct CrashChild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "crash-child", shouldDisplay: false)

    @Option var directory: String
    @Option var seed: UInt64
    /// The step that every second choice is.
    @Option var aim: String
    @Option var plant: Plant?

    func run() async throws {
        let place = Place(URL(filePath: directory))
        var facts = try JSONDecoder().decode(Facts.self, from: Data(contentsOf: place.factsFile))
        var generator = SplitMix64(seed: seed)
        let store = FaultInjectingStore(try place.openStore())
        let hierarchy = try await place.start(on: store)
        while true {
            let name = Bool.random(using: &generator) ? aim : Facts.stepNames.randomElement(using: &generator) ?? aim
            for step in facts.steps(named: name, using: &generator) {
                if case .createMachineKey(let number) = step {
                    // The name of a directory that was used already: another time.
                    guard !FileManager.default.fileExists(atPath: place.new(number).directory.path) else { break }
                    try place.new(number).createDirectories()
                }
                if plant == .tornStore, step.name == aim {
                    store.schedule = [.tear(atWrite: Int.random(in: 2...4, using: &generator))]
                }
                try CrashReport.began(step).send()
                let start = ContinuousClock.now
                do {
                    try await perform(step, in: place, on: hierarchy)
                } catch is InjectedFault {
                    // What was planted has happened; what the driver waits for now is only time.
                    while true { try await Task.sleep(for: .seconds(1)) }
                }
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                let fingerprint = try await step.fingerprint(in: hierarchy)
                _ = facts.apply(step, fingerprint: fingerprint)
                try CrashReport.done(step, fingerprint: fingerprint, seconds: seconds).send()
            }
        }
    }

    private func perform(_ step: Step, in place: Place, on hierarchy: EncryptionHierarchy) async throws {
        guard plant == .tornFile, case .backUpServiceMasterKey(let backup) = step else {
            return try await step.perform(in: place, on: hierarchy)
        }
        try await hierarchy.session().backUpServiceMasterKey(
            to: TornFile(place: place.backup(backup).path), under: BackupPassword(Step.backupPassword),
            derivation: .insecure)
    }
}

extension Place {
    /// What the driver tells the process of the instance.
    var factsFile: URL { directory.appending(path: "facts.json") }
}

extension Step {
    /// The fingerprint of the key that the step has put in place, or of the service master key.
    func fingerprint(in hierarchy: EncryptionHierarchy) async throws -> String {
        let session = hierarchy.session()
        switch self {
        case .createMasterKey(let database, _), .regenerateMasterKey(let database, _):
            return try await session.masterKey(of: Self.database(database))?.fingerprint.description ?? "none"
        case .key(let step, let database):
            return try await step.fingerprint(in: Self.database(database), session) ?? "none"
        default:
            return try await session.serviceMasterKey().fingerprint.description
        }
    }
}

extension KeyStep {
    /// What tells the key from others that the step has put in place.
    fileprivate func fingerprint(in database: DatabaseName, _ session: Session) async throws -> String? {
        switch self {
        case .createCertificate:
            try Facts.publicKey(ofCertificate: await session.certificate("c", in: database).encoded)
        case .createSymmetricKey:
            try await session.symmetricKey("k", in: database).fingerprint?.description
        case .createEncryptionKey, .regenerateEncryptionKey:
            try await session.databaseEncryptionKey(of: database)?.fingerprint?.description
        default: nil
        }
    }
}
