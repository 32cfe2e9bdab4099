import KeyHierarchy
import KeyHierarchyTesting
import KeyRotation
import XCTest

/// The same kit in XCTest: a team that has not moved yet loses nothing.
final class RotationXCTests: XCTestCase {
    func testReplacesOldKeys() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        let outcomes = try await rehearsal.job.run()
        XCTAssertEqual(outcomes.map(\.isRotated), [true, true])
        let secret = try await rehearsal.instance.secret(in: .database("Sales"))
        XCTAssertEqual(secret, "storage key")
    }

    func testDoesNotGiveUpAtOnceWhenTheStoreFails() async throws {
        let rehearsal = try await Rehearsal()
        rehearsal.letKeysGrowOld()
        rehearsal.store.schedule = [.failCommit]
        let outcomes = try await rehearsal.job.run()
        XCTAssertTrue(outcomes.allSatisfy { $0.failure == nil })
        XCTAssertEqual(rehearsal.delays, [.seconds(1)])
    }

    func testTheStoreOfTheseTestsIsAStore() async throws {
        try await KeyStoreLaw.checkAll { FaultInjectingStore() }
    }

    func testTheProtectorOfTheseTestsIsAProtector() async throws {
        try await RootProtectorLaw.checkAll { FaultInjectingRootProtector(try EphemeralRootProtector()) }
    }
}
