import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import KeyRotation
import Testing

/// What the job does when the store, another process, a password or a medium is at fault.
struct RotationFailureTests {
    @Test func triesAgainWhenTheStoreFails() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        rehearsal.store.schedule = [.failCommit, .failWrite(1), .failWrite(3)]
        let outcomes = try await rehearsal.job.run()
        #expect(rehearsal.store.schedule.isEmpty)
        #expect(outcomes.allSatisfy { $0.isRotated && $0.failure == nil })
        #expect(rehearsal.delays == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test func givesUpWhenTheStoreKeepsFailingAndGoesOnWithTheNextDatabase() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        let before = try await StoreSnapshot(of: rehearsal.store)
        rehearsal.store.schedule = Array(repeating: .failWrite(1), count: 2 * rehearsal.job.retries.attempts)
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.count == 2)
        #expect(outcomes.allSatisfy { !$0.isRotated && $0.failure is InjectedFault })
        #expect(try await StoreSnapshot(of: rehearsal.store) == before)
        // The next night.
        #expect(try await rehearsal.job.run().allSatisfy { $0.isRotated && $0.failure == nil })
    }

    /// The commit has happened, and nobody was told: to replace the key again would be a second rotation for one night.
    @Test func doesNotReplaceAKeyTwiceWhenTheAcknowledgementIsLost() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        rehearsal.store.schedule = [.loseAcknowledgement]
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.allSatisfy { $0.isRotated && $0.isBackedUp && $0.failure == nil })
        // One for each database, of which the first was reported as failed.
        #expect(rehearsal.rotations == 2)
        #expect(rehearsal.media.names.count == 2)
    }

    @Test func leavesTheOldKeyWorkingWhicheverWriteFails() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        var job = rehearsal.job
        job.retries.attempts = 1
        // A write is one that the plan makes, and takes back, or one of the commit.
        for position in 1...4 {
            let before = try await StoreSnapshot(of: rehearsal.store)
            rehearsal.store.schedule = Array(repeating: .failWrite(position), count: 2)
            #expect(try await job.run().allSatisfy { $0.failure is InjectedFault })
            #expect(rehearsal.store.schedule.isEmpty)
            #expect(try await StoreSnapshot(of: rehearsal.store) == before)
            #expect(try await rehearsal.instance.secret(in: .database("Sales")) == "storage key")
        }
    }

    @Test func makesANewPlanWhenAnotherProcessChangesTheInstance() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        let other = try await rehearsal.instance.restarted()
        // Making a plan is one transaction, and committing it the next: the other process comes between the two.
        let store = rehearsal.store
        store.beforeNextWrite {
            store.beforeNextWrite { try await other.session.createDatabase("New") }
        }
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.map(\.database) == ["Sales", "Stock"])
        #expect(outcomes.allSatisfy { $0.isRotated && $0.failure == nil })
        #expect(rehearsal.delays == [.seconds(1)])
    }

    @Test func doesNotTryAPasswordTwiceThatIsRefused() async throws {
        let rehearsal = try await Rehearsal(vault: TestVault(masterKeyPassword: "sales"))
        rehearsal.letKeysGrowOld()
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.map { ($0.failure as? HierarchyError)?.code } == [.passwordRefused, .passwordRefused])
        #expect(rehearsal.delays.isEmpty)
    }

    @Test func saysSoWhenAKeyDoesNotOpen() async throws {
        let rehearsal = try await Rehearsal(passwordOnly: ["Vault"])
        rehearsal.letKeysGrowOld()
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.map(\.isRotated) == [true, true, false])
        #expect((outcomes.last?.failure as? HierarchyError)?.code == .masterKeyClosed)
    }

    @Test func backsUpInTheNextRunWhatCouldNotBeBackedUp() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        // Somebody has put something else where the first backup goes.
        let session = rehearsal.instance.session
        var job = RotationJob(session: session, maximumAge: Rehearsal.maximumAge, vault: TestVault()) { database, _ in
            MemoryBackupMedium(place: "\(database)", contents: [1, 2, 3])
        }
        job.derivation = .insecureForTesting
        let outcomes = try await job.run()
        #expect(outcomes.map(\.isRotated) == [true, true])
        #expect(outcomes.map { ($0.failure as? BackupError)?.code } == [.exists, .exists])
        let next = try await rehearsal.job.run()
        #expect(next.map(\.isRotated) == [false, false])
        #expect(next.map(\.isBackedUp) == [true, true])
    }

    @Test func stopsWhenItIsCancelled() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        let job = rehearsal.job
        let store = rehearsal.store
        let task = Task {
            // Before the first key is changed: there is no instant after it at which the job could be done already.
            store.beforeNextWrite { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            return try await job.run()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
