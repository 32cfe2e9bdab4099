import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import KeyRotation
import Synchronization

/// An instance with databases Sales and Stock, the job that looks after it, and everything that a test turns and reads.
struct Rehearsal {
    let clock = TestClock()
    let store = FaultInjectingStore()
    let audit = RecordingAuditSink()
    let media = Media()
    let instance: TestInstance
    var job: RotationJob
    private let waits = Waits()

    static let maximumAge: TimeInterval = 90 * 86_400

    init(passwordOnly: [DatabaseName] = [], vault: any PasswordVault = TestVault()) async throws {
        instance = try await TestInstance(
            databases: ["Sales", "Stock"], passwordOnly: passwordOnly, store: store, clock: clock
        ) { [audit] options in
            options.auditSinks = [audit]
        }
        try await instance.createCredential(in: .database("Sales"), secret: "storage key")
        job = RotationJob(
            session: instance.session, maximumAge: Self.maximumAge, vault: vault
        ) { [media] database, fingerprint in
            media.medium("\(database) \(fingerprint)")
        }
        job.derivation = .insecureForTesting
        // No test waits: it is told how long it would have been.
        job.retries.sleep = { [waits] in waits.add($0) }
        audit.removeAll()
    }

    /// Lets all keys grow too old.
    func letKeysGrowOld() {
        clock.advance(by: .seconds(Self.maximumAge + 1))
    }

    /// How long the job has waited, each time.
    var delays: [Duration] {
        waits.all
    }

    /// The identity of a database's master key.
    func guid(_ database: DatabaseName) async throws -> UUID? {
        try await instance.session.masterKey(of: database)?.guid
    }

    /// How often keys were replaced, as the audit was told.
    var rotations: Int {
        audit.actions.count { $0 == .regenerateMasterKey }
    }
}

/// The passwords of the tests.
struct TestVault: PasswordVault {
    var masterKeyPassword = TestInstance.otherPassword

    func masterKeyPassword(of database: DatabaseName) -> Password {
        masterKeyPassword
    }

    func backupPassword(of database: DatabaseName) -> Password {
        "9-Small-Otters-Swim"
    }
}

/// Media in memory, by name.
final class Media: Sendable {
    private let media = Mutex<[String: MemoryBackupMedium]>([:])

    var names: [String] {
        media.withLock { $0.keys.sorted() }
    }

    func medium(_ name: String) -> MemoryBackupMedium {
        media.withLock { media in
            let medium = media[name] ?? MemoryBackupMedium(place: name)
            media[name] = medium
            return medium
        }
    }
}

private final class Waits: Sendable {
    private let durations = Mutex<[Duration]>([])

    var all: [Duration] {
        durations.withLock { $0 }
    }

    func add(_ duration: Duration) {
        durations.withLock { $0.append(duration) }
    }
}
