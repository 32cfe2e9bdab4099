import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import KeyRotation
import Testing

/// What the job does when nothing goes wrong.
struct RotationTests {
    @Test func leavesYoungKeysAsTheyAre() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.clock.advance(by: .seconds(Rehearsal.maximumAge))
        let before = try await rehearsal.guid("Sales")
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.map(\.database) == ["Sales", "Stock"])
        #expect(outcomes.map(\.isRotated) == [false, false])
        #expect(try await rehearsal.guid("Sales") == before)
    }

    @Test func replacesOldKeysAndKeepsWhatTheyProtect() async throws {
        let rehearsal = try await Rehearsal()
        let before = try await rehearsal.guid("Sales")
        rehearsal.letKeysGrowOld()
        let outcomes = try await rehearsal.job.run()
        #expect(outcomes.map(\.isRotated) == [true, true])
        #expect(try await rehearsal.guid("Sales") != before)
        #expect(try await rehearsal.instance.secret(in: .database("Sales")) == "storage key")
        // The new password opens the new key, and the old one nothing any more.
        let session = rehearsal.instance.hierarchy.session()
        try await session.openMasterKey(of: "Sales", password: TestInstance.otherPassword)
        await #expect(throws: HierarchyError.self) {
            try await session.openMasterKey(of: "Stock", password: TestInstance.password)
        }
    }

    @Test func backsUpEveryKeyOnce() async throws {
        let rehearsal = try await Rehearsal()
        #expect(try await rehearsal.job.run().map(\.isBackedUp) == [true, true])
        #expect(try await rehearsal.job.run().map(\.isBackedUp) == [false, false])
        rehearsal.letKeysGrowOld()
        #expect(try await rehearsal.job.run().map(\.isBackedUp) == [true, true])
        #expect(rehearsal.media.names.count == 4)
        let key = try #require(try await rehearsal.instance.session.masterKey(of: "Sales"))
        let proof = try await rehearsal.instance.session.verify(
            rehearsal.media.medium("Sales \(key.fingerprint)"), password: "9-Small-Otters-Swim")
        #expect(proof.isCurrent == true)
    }

    @Test func doesNothingTheSecondTime() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        _ = try await rehearsal.job.run()
        let before = try await StoreSnapshot(of: rehearsal.store)
        _ = try await rehearsal.job.run()
        #expect(try await StoreSnapshot(of: rehearsal.store) == before)
    }

    @Test func passesOverDatabasesWithoutAMasterKey() async throws {
        let rehearsal = try await Rehearsal()
        try await rehearsal.instance.session.createDatabase("Empty")
        #expect(try await rehearsal.job.run().map(\.database) == ["Sales", "Stock"])
    }

    @Test func tellsTheAuditWhatItDid() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        _ = try await rehearsal.job.run()
        #expect(
            rehearsal.audit.actions == [
                .regenerateMasterKey, .backUpMasterKey, .regenerateMasterKey, .backUpMasterKey,
            ])
        #expect(rehearsal.audit.events.map(\.time) == Array(repeating: rehearsal.clock.now(), count: 4))
    }

    /// With a seed, an instance has the same keys in every run and on every machine: a report can be compared as a whole.
    @Test func isTheSameForTheSameSeed() async throws {
        var fingerprints: [KeyFingerprint?] = []
        for _ in 1...2 {
            let instance = try await TestInstance(seed: 7, databases: ["Sales"])
            instance.clock.advance(by: .seconds(Rehearsal.maximumAge + 1))
            var job = RotationJob(session: instance.session, maximumAge: Rehearsal.maximumAge, vault: TestVault()) {
                MemoryBackupMedium(place: "\($0) \($1)")
            }
            job.derivation = .insecureForTesting
            _ = try await job.run()
            fingerprints.append(try await instance.session.masterKey(of: "Sales")?.fingerprint)
        }
        #expect(fingerprints[0] == fingerprints[1])
    }
}
