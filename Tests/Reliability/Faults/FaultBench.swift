import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting

/// An instance on which every step can be carried out, copied for each attempt at one.
struct FaultBench {
    private let template: Place
    private let facts: Facts

    init() async throws {
        template = Place.temporary()
        try await template.create(databases: 3)
        let steps: [Step] = [
            .createDatabase(0), .createMasterKey(0, password: 0), .addPassword(0, 1), .createCredential(0, secret: 1),
            .createDatabase(1), .createMasterKey(1, password: 0), .createDatabase(2),
            .createDatabase(3), .createMasterKey(3, password: 0),
            .backUpServiceMasterKey(backup: 0), .backUpMasterKey(0, backup: 1), .regenerateServiceMasterKey,
            .regenerateMasterKey(1, password: 1), .setLinkedServerLogin(password: 0),
        ]
        let keySteps: [KeyStep] = [
            .createCertificate, .backUpCertificate(password: nil, backup: 2),
            .importAsymmetricKey(backup: 2),
            .createSymmetricKey(password: 0), .addSymmetricKeyPassword(opening: 0, 1), .replaceSealingKey(opening: 0),
            .backUpSymmetricKey(opening: 0, backup: 3), .createEncryptionKey(certificate: 0),
        ]
        let hierarchy = try await template.start()
        // The certificate of another database is under nothing that would keep it from being dropped.
        let lastStep = Step.key(.restoreCertificate(backup: 2), in: 3)
        for step in steps + keySteps.map({ .key($0, in: 0) }) + [lastStep] {
            try await step.perform(in: template, on: hierarchy)
        }
        facts = try await Facts.observe(template)
    }

    func remove() {
        template.remove()
    }

    /// Copies the instance to a directory that is not there.
    func copy(to directory: URL) throws -> Place {
        try FileManager.default.copyItem(at: template.directory, to: directory)
        return Place(directory)
    }

    /// Starts a copy, and carries out what must come before a step.
    ///
    /// - Returns: What the step can be carried out on; the step; what was done, and that the step begins.
    func prepare(
        _ name: String,
        in place: Place
    ) async throws -> (hierarchy: EncryptionHierarchy, step: Step, reports: [CrashReport]) {
        var generator = SplitMix64(seed: 1)
        var steps: [Step] = []
        while steps.isEmpty { steps = facts.steps(named: name, using: &generator) }
        let hierarchy = try await place.start()
        var reports: [CrashReport] = []
        for step in steps {
            if case .createMachineKey(let number) = step { try place.new(number).createDirectories() }
            reports.append(.began(step))
            if step.name == name { return (hierarchy, step, reports) }
            try await step.perform(in: place, on: hierarchy)
            reports.append(try await .done(step, in: hierarchy))
        }
        throw Violation("\(name) is no step of itself.")
    }

    /// Carries a step out on a copy, checks what is left, and that the instance serves as before.
    ///
    /// - Parameters:
    ///   - name: The step.
    ///   - directory: Where the copy goes; nothing is there.
    ///   - attempt: Carries the step out under whatever is to go wrong, and returns the error.
    ///   - recover: Lets everything go well again.
    func attempt(
        _ name: String,
        in directory: URL,
        _ attempt: (_ step: () async throws -> Void) async throws -> (any Error)?,
        recover: () throws -> Void = {}
    ) async throws -> (error: (any Error)?, outcome: CrashCheck.Outcome) {
        let place = try copy(to: directory)
        defer { place.remove() }
        var check = try await CrashCheck(place)
        let (hierarchy, step, earlier) = try await prepare(name, in: place)
        var reports = earlier
        let failure = try await attempt { try await step.perform(in: place, on: hierarchy) }
        if failure == nil { reports.append(try await .done(step, in: hierarchy)) }
        try recover()
        guard failure == nil || failure is HierarchyError || failure is BackupError else {
            throw Violation("\(name) failed with an error that has no code: \(failure.map { "\($0)" } ?? "")")
        }
        // What is left if the process is killed now: the next one takes what it finds in the log of the store.
        let killed = try copyAsKilled(place)
        defer { killed.remove() }
        var killedCheck = check
        killedCheck.place = killed
        let recovered = try await killedCheck.check(reports).outcome
        let outcome = try await check.check(reports).outcome
        if recovered == .after, outcome == .before, (failure as? HierarchyError)?.code != .outcomeUnknown {
            throw Violation("\(name) has failed and would be done after a kill: \(failure.map { "\($0)" } ?? "")")
        }
        try await Step.regenerateServiceMasterKey.perform(in: place, on: hierarchy)
        _ = try await Facts.observe(place)
        return (failure, outcome)
    }

    /// Copies what a place has on disk: the index of the store's log is shared memory.
    private func copyAsKilled(_ place: Place) throws -> Place {
        let killed = Place.temporary()
        try FileManager.default.copyItem(at: place.directory, to: killed.directory)
        try? FileManager.default.removeItem(atPath: killed.storePath + "-shm")
        return killed
    }
}
